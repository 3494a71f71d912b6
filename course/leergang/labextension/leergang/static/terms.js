// The meaning of a term, which shows when its link has the focus, goes away with Escape: it covers the lines under it.
import { onCourseNotebook } from "./course.js";

export function terms({ "@jupyterlab/notebook": { INotebookTracker } }) {
  return {
    id: "leergang:terms",
    description: "Sluit de betekenis van een vakwoord met Escape.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker) => onCourseNotebook(tracker, closeOnEscape),
  };
}

function closeOnEscape({ node }) {
  const term = (event) => event.target.closest?.("a[title]");
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") term(event)?.setAttribute("data-closed", "");
  });
  node.addEventListener("focusout", (event) => term(event)?.removeAttribute("data-closed"));
}
