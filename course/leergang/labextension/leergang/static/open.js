// Keeps only the notebooks of the course open that were visited last: each has a kernel that takes memory.
import { courseData } from "./course.js";

const KEPT = 4;

export function fewOpen({ "@jupyterlab/application": { ILabShell } }) {
  return {
    id: "leergang:few-open",
    description: "Sluit de notebooks van de leergang die het langst niet bekeken zijn.",
    autoStart: true,
    requires: [ILabShell],
    activate: (_app, shell) => {
      let visited = [];
      shell.currentChanged.connect((_, { newValue }) => {
        if (!newValue) return;
        visited = [newValue, ...visited.filter((one) => one !== newValue && !one.isDisposed)];
        for (const old of visited.slice(KEPT)) if (courseData(old)) old.close();
      });
    },
  };
}
