// A quiet line while the first run of a notebook takes time.

const PATIENCE = 600; // milliseconds; a line that flashes by is worse than none

// Shows the line after a moment; returns the function that takes it away.
export function loadingLine(panel) {
  const line = document.createElement("div");
  line.className = "lg-loading";
  line.setAttribute("role", "status");
  panel.node.append(line);
  // Filled in later, as a screen reader only speaks what changes inside a status element.
  const timer = setTimeout(() => (line.textContent = "Module wordt geladen…"), PATIENCE);
  return () => {
    clearTimeout(timer);
    line.remove();
  };
}
