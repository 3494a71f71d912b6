// Names the browser tab after the module instead of its file.
import { courseData, titleText } from "./course.js";

const COURSE = "Leergang Alliantiemanagement";

export function pageTitle({ "@jupyterlab/application": { ILabShell } }) {
  return {
    id: "leergang:title",
    description: "Geeft het tabblad de naam van de module.",
    autoStart: true,
    requires: [ILabShell],
    activate: (_app, shell) => {
      const update = () => {
        const wanted = titleOf(shell.currentWidget);
        if (wanted && document.title !== wanted) document.title = wanted;
      };
      // JupyterLab sets the title at several moments; each time it is put back.
      new MutationObserver(update).observe(document.head, { childList: true, subtree: true, characterData: true });
      shell.currentChanged.connect(update);
    },
  };
}

function titleOf(panel) {
  if (!courseData(panel)) return COURSE;
  const heading = /^# (.+)$/m.exec(titleText(panel))?.[1];
  return heading && heading !== COURSE ? `${heading} · ${COURSE}` : COURSE;
}
