// The module container that JupyterLab expects of a prebuilt extension, written by hand: no bundler is needed.
// It hands JupyterLab's own modules, taken from the shared scope, to the plugins in plugins.js.
(() => {
  const base = document.currentScript.src;
  const needed = [
    "@jupyterlab/application",
    "@jupyterlab/apputils",
    "@jupyterlab/cells",
    "@jupyterlab/notebook",
    "@lumino/widgets",
  ];
  const loaded = {};

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("style.css", base).href;
  const styled = new Promise((done) => (style.onload = style.onerror = done));
  document.head.append(style);

  async function init(scope) {
    for (const name of needed) {
      const [version] = Object.values(scope[name]);
      loaded[name] = (await version.get())();
    }
  }

  async function get() {
    const [{ plugins }] = await Promise.all([import(new URL("plugins.js", base).href), styled]);
    return () => ({ __esModule: true, default: plugins(loaded) });
  }

  globalThis._JUPYTERLAB = globalThis._JUPYTERLAB || {};
  globalThis._JUPYTERLAB.leergang = { init, get };
})();
