function isDark() {
  return document.body.dataset.jpThemeLight === "false";
}

// The chart is drawn in the kernel, which has to be told which theme the page has.
function followTheme(model, signal) {
  if (model.get("dark") === undefined) return;
  const tell = () => {
    if (model.get("dark") === isDark()) return;
    model.set("dark", isDark());
    model.save_changes();
  };
  tell();
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  signal.addEventListener("abort", () => observer.disconnect());
}

