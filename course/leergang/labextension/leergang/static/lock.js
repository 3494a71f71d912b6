// Keeps a course notebook from behaving as an editor: no shortcuts, no context menu, never "unsaved".
import { onCourseNotebook, titleText } from "./course.js";

export function lock({ "@jupyterlab/notebook": { INotebookTracker } }) {
  return {
    id: "leergang:lock",
    description: "Houdt een notebook van de leergang zoals het geleverd is.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker) => onCourseNotebook(tracker, lockPanel),
  };
}

function lockPanel(panel) {
  panel.addClass("lg-course");
  const accent = /lg-accent-\w+/.exec(titleText(panel));
  if (accent) panel.addClass(accent[0]);
  panel.toolbar.hide();
  stayClean(panel.context.model);
  // The browser's own menu, with copy and print, is what a reader needs here.
  panel.node.addEventListener("contextmenu", (event) => event.stopPropagation());
  panel.node.setAttribute("data-lm-suppress-shortcuts", "true");
  lockCells(panel.content);
  panel.content.model.cells.changed.connect(() => lockCells(panel.content));
  panel.content.renderingLayoutChanged?.connect(() => lockCells(panel.content));
  // JupyterLab makes the active cell a stop for the tab key at each update, and names each cell after its code.
  const observer = new MutationObserver(() => lockCells(panel.content));
  observer.observe(panel.content.node, { subtree: true, attributeFilter: ["tabindex", "aria-label"] });
}

// Shortcuts are looked up from the focused element upwards, so each cell must stop them itself.
// A cell is no stop for the tab key: the exercise inside it is.
function lockCells(notebook) {
  for (const cell of notebook.widgets) {
    cell.node.setAttribute("data-lm-suppress-shortcuts", "true");
    if (cell.node.tabIndex !== -1) cell.node.tabIndex = -1;
    if (cell.node.hasAttribute("aria-label")) cell.node.removeAttribute("aria-label");
  }
}

// Running cells changes the notebook in memory. Nothing in it is worth saving: answers have their own file.
// So it never counts as changed, and JupyterLab neither saves it nor asks about it.
function stayClean(model) {
  const clean = () => {
    if (model.dirty) model.dirty = false;
  };
  model.stateChanged.connect(clean);
  clean();
}
