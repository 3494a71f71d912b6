// A link to a term of the glossary leads to that term, also when the glossary has yet to be opened.

const PATIENCE = 10000; // milliseconds

export function toTheTerm({ "@jupyterlab/notebook": { INotebookTracker } }) {
  return {
    id: "leergang:term",
    description: "Laat een verwijzing bij haar begrip uitkomen.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker) => tracker.widgetAdded.connect((_, panel) => waitForText(panel.content)),
  };
}

// JupyterLab looks for the place as soon as the file is read. Its text is only shown later.
function waitForText(notebook) {
  const scroll = notebook.setFragment.bind(notebook);
  notebook.setFragment = async (fragment) => {
    await shown(notebook.node, `[data-jupyter-id="${CSS.escape(decodeURIComponent(fragment.slice(1)))}"]`);
    if (!notebook.isDisposed) await scroll(fragment);
  };
}

// Resolves when the node holds what the selector asks for, or after a while.
function shown(node, selector) {
  return new Promise((resolve) => {
    const look = () => node.querySelector(selector) && stop();
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => stop(), PATIENCE);
    const stop = () => {
      clearTimeout(timer);
      observer.disconnect();
      resolve();
    };
    observer.observe(node, { childList: true, subtree: true, attributeFilter: ["data-jupyter-id"] });
    look();
  });
}
