// The links of a loop in a list, and under it the places to break it.
function body({ view, ui, set, model }) {
  const name = unique("break");
  const inputs = new Map();
  const places = new Map();
  const value = () => model.get("value") ?? {};
  const list = movableList({ items: view.items, ui, moved: (order) => set({ ...value(), order }) });

  const row = (one) => {
    const input = h("input", { type: "radio", name, value: one.id, onchange: () => set({ order: list.order(), break: one.id }) });
    const place = h("div", { class: "lg-place" });
    inputs.set(one.id, input);
    places.set(one.id, place);
    return h("div", { class: "lg-option" }, h("label", {}, input, h("span", { html: one.html })), place);
  };
  const breaks = h("fieldset", {}, h("legend", { class: "lg-legend" }, ui.labels.break), ...view.breaks.map(row));

  return {
    element: h("div", { class: "lg-loop" }, list.element, breaks),
    update: (answer) => {
      list.show((answer ?? {}).order);
      for (const [id, input] of inputs) input.checked = (answer ?? {}).break === id;
    },
    respond: (response) => placeRemarks(new Map([...list.places, ...places]), response, ui),
    claim: () => ({ value: { ...value(), order: list.order() } }),
  };
}
