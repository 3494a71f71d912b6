// A chart, drawn with the plotly that plotly's own JupyterLab extension brings: fetched once, cached by the browser.
// The extension's renderer is passed by: it never updates a chart, but draws it three times anew at each change.
const MIME = "application/vnd.plotly.v1+json";

// The extension loads plotly when it draws for the first time, so it is given an empty chart that nobody sees.
async function loadPlotly() {
  const extension = globalThis._JUPYTERLAB?.["jupyterlab-plotly"];
  if (!extension) return null;
  const { RenderedPlotly } = (await extension.get("./mimeExtension"))();
  if (!RenderedPlotly.Plotly) {
    const renderer = new RenderedPlotly({ mimeType: MIME });
    await renderer.renderModel({ data: { [MIME]: { data: [], layout: {} } } });
  }
  return RenderedPlotly.Plotly;
}

function render({ model, el }) {
  const node = document.createElement("div");
  node.setAttribute("role", "img");
  el.append(node);
  const loading = loadPlotly().catch(() => null);

  const draw = async () => {
    const { data, layout, config } = structuredClone(model.get("figure"));
    const plotly = await loading;
    node.setAttribute("aria-label", model.get("text"));
    node.hidden = !data?.length;
    if (node.hidden || !el.clientWidth) return;
    if (plotly) {
      await plotly.react(node, data, layout, config);
      // Its place may have got its width only after plotly had measured it.
      if (node._fullLayout.width !== node.clientWidth) await plotly.Plots.resize(node);
    } else node.textContent = model.get("text");
  };
  // One drawing at a time: plotly does not bear a second before the first is done.
  let drawing = Promise.resolve();
  const next = () => (drawing = drawing.then(draw).catch((error) => console.warn("leergang: grafiek", error)));

  // Also fires when the chart first gets a place on the page; drawn earlier it would have the wrong width.
  let width = 0;
  const sized = new ResizeObserver(() => {
    if (el.clientWidth === width) return;
    width = el.clientWidth;
    next();
    drawing = drawing.then(async () => node.data && !node.hidden && (await loading)?.Plots.resize(node)).catch(() => {});
  });
  sized.observe(el);
  model.on("change:figure", next);
  return () => {
    sized.disconnect();
    model.off("change:figure", next);
  };
}

export default { render };
