// What makes a notebook a notebook of the course: its metadata.

// The metadata that the course put in a notebook; undefined in any other notebook or document.
export function courseData(panel) {
  const model = panel?.context?.model;
  return typeof model?.getMetadata === "function" ? model.getMetadata("leergang") : undefined;
}

// Calls `found` with each notebook of the course that opens, once its file has been read.
export function onCourseNotebook(tracker, found) {
  const look = async (panel) => {
    await panel.context.ready;
    if (courseData(panel) && !panel.isDisposed) found(panel);
  };
  tracker.forEach(look);
  tracker.widgetAdded.connect((_, panel) => void look(panel));
}

// The text of the first cell: the title of the notebook, in a box with the colour of the module.
export function titleText(panel) {
  return panel.context.model.cells.get(0)?.sharedModel.getSource() ?? "";
}
