// A slim header with the name of the course, in place of JupyterLab's menus while a course notebook is shown.
import { courseData } from "./course.js";

const START_PAGE = "start.ipynb";
const CHROME = ["jp-top-panel", "jp-menu-panel"];

export function header({ "@jupyterlab/application": { ILabShell }, "@lumino/widgets": { Widget } }) {
  return {
    id: "leergang:header",
    description: "De kop van de leergang.",
    autoStart: true,
    requires: [ILabShell],
    activate: (app, shell) => {
      const widget = new Widget({ node: headerNode(() => openStartPage(app)) });
      widget.id = "leergang-header";
      shell.add(widget, "header", { rank: 0 });
      const update = () => void showChrome(shell);
      shell.currentChanged.connect(update);
      shell.modeChanged.connect(update);
      void app.restored.then(update);
    },
  };
}

function openStartPage(app) {
  return app.commands.execute("docmanager:open", { path: START_PAGE });
}

function headerNode(open) {
  const node = document.createElement("div");
  node.className = "lg-header";
  node.setAttribute("role", "banner");
  const link = document.createElement("a");
  link.href = "#";
  link.textContent = "Leergang Alliantiemanagement";
  link.title = "Naar de startpagina";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    void open();
  });
  node.append(link);
  return node;
}

// A participant's own notebook keeps JupyterLab's menus; a notebook of the course, and an empty screen, has none.
async function showChrome(shell) {
  const current = shell.currentWidget;
  await current?.context?.ready;
  if (shell.currentWidget !== current) return;
  const hidden = !current || Boolean(courseData(current));
  // Nor do JupyterLab's shortcuts, such as for its side bar, work while reading.
  document.body.toggleAttribute("data-lm-suppress-shortcuts", hidden);
  if (hidden) {
    shell.collapseLeft();
    shell.collapseRight();
  }
  for (const part of parts(shell)) {
    if (CHROME.includes(part.id) || part.hasClass("jp-SideBar")) part.setHidden(hidden || isEmptyBar(part));
  }
}

// The shell's children, and those of its middle part, where the side bars are.
function parts(shell) {
  const outer = shell.layout?.widgets ?? [];
  const middle = outer.find((part) => part.id === "jp-main-content-panel");
  return [...outer, ...(middle?.layout?.widgets ?? [])];
}

function isEmptyBar(part) {
  return part.titles?.length === 0;
}
