// What a screen reader says of the page around a notebook: in Dutch, and as of a page instead of an editor.
import { courseData, onCourseNotebook, titleText } from "./course.js";

export function readAloud({ "@jupyterlab/application": { ILabShell }, "@jupyterlab/notebook": { INotebookTracker } }) {
  return {
    id: "leergang:names",
    description: "Noemt de delen van de pagina voor wie haar laat voorlezen.",
    autoStart: true,
    requires: [INotebookTracker, ILabShell],
    activate: (_app, tracker, shell) => {
      onCourseNotebook(tracker, (panel) => nameNotebook(panel));
      shell.currentChanged.connect(() => nameShell());
    },
  };
}

function nameShell() {
  const skip = document.querySelector("#jp-skiplink a");
  if (skip) skip.textContent = "Naar de inhoud";
  document.querySelector("#jp-main-dock-panel")?.setAttribute("aria-label", "Leergang");
}

// A feed of cells in a region in a panel named after its file becomes a panel with the title of the module.
function nameNotebook(panel) {
  const plain = [panel.content.node, panel.content.node.querySelector(".jp-WindowedPanel-viewport")];
  for (const node of plain) for (const name of ["role", "aria-label"]) node?.removeAttribute(name);
  const title = /^# (.+)$/m.exec(titleText(panel))?.[1];
  if (!title || !courseData(panel)) return;
  panel.node.removeAttribute("aria-labelledby");
  panel.node.setAttribute("aria-label", title);
}
