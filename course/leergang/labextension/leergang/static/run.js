// Runs the cells of a course notebook when it opens and after its kernel restarts. Cells are idempotent.
import { onCourseNotebook } from "./course.js";
import { loadingLine } from "./loading.js";

const ERROR_TEXT =
  "Dit onderdeel kan nu niet worden getoond. Herlaad de pagina (F5). Je antwoorden zijn bewaard. " +
  "Blijft het zo, meld het dan bij je docent.";

export function runWhenOpened(lab) {
  const { INotebookTracker } = lab["@jupyterlab/notebook"];
  return {
    id: "leergang:run",
    description: "Voert een notebook van de leergang uit zodra het opengaat.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker) => onCourseNotebook(tracker, (panel) => void watch(panel, lab)),
  };
}

async function watch(panel, { "@jupyterlab/cells": { CodeCell }, "@jupyterlab/apputils": { Dialog } }) {
  const session = panel.sessionContext;
  const run = runner(panel, CodeCell);
  let restarted = false;
  await panel.revealed;
  session.statusChanged.connect((_, status) => {
    if (status === "restarting" || status === "autorestarting") restarted = true;
    // JupyterLab tells about a kernel that died. A reader need not know: everything comes back by itself.
    if (status === "autorestarting") setTimeout(() => Dialog.flush());
    if (status === "idle" && restarted) {
      restarted = false;
      void run();
    }
  });
  await run();
}

// A function that runs the whole notebook; asked again while busy, it starts once more afterwards.
function runner(panel, CodeCell) {
  let wanted = false;
  let busy = false;
  return async () => {
    wanted = true;
    if (busy) return;
    busy = true;
    const loaded = loadingLine(panel);
    await panel.sessionContext.ready;
    while (wanted) {
      wanted = false;
      await runAll(panel, CodeCell);
    }
    loaded();
    busy = false;
  };
}

async function runAll(panel, CodeCell) {
  // One at a time: an error in one cell must not make the kernel drop the cells after it.
  for (const cell of panel.content.widgets) {
    if (panel.isDisposed) return;
    if (cell.model.type === "code") await runCell(cell, panel.sessionContext, CodeCell);
  }
}

async function runCell(cell, session, CodeCell) {
  cell.node.querySelector(".lg-error")?.remove();
  try {
    await CodeCell.execute(cell, session);
  } catch (error) {
    console.warn("leergang: cel niet uitgevoerd", error); // the kernel stopped, or the cell is gone
  }
  if (!cell.isDisposed && hasError(cell.model.outputs)) cell.node.append(sentence());
}

function hasError(outputs) {
  return Array.from({ length: outputs.length }, (_, index) => outputs.get(index)).some((one) => one.type === "error");
}

// Stands in for the traceback, which the style sheet hides.
function sentence() {
  const line = document.createElement("p");
  line.className = "lg-error";
  line.setAttribute("role", "alert");
  line.textContent = ERROR_TEXT;
  return line;
}
