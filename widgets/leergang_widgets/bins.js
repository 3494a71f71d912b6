// A row per item. Few, short places stand beside each other as buttons; many or long ones in a list.
const ARROW = 36; // pixels at the end of a closed list that show no text
const pen = document.createElement("canvas").getContext("2d");

function body({ view, ui, set, model }) {
  const places = new Map();
  const choosers = new Map();
  const asButtons = view.kind === "sort" && view.bins.length <= 5;

  const choose = (item, bin) => {
    const value = { ...(model.get("value") ?? {}) };
    if (bin) value[item] = bin;
    else delete value[item];
    set(value);
  };

  const buttons = (item, label) => {
    const name = unique("sort");
    const inputs = view.bins.map((bin) => h("input", { type: "radio", name, value: bin.id, onchange: () => choose(item.id, bin.id) }));
    choosers.set(item.id, (chosen) => inputs.forEach((input) => (input.checked = input.value === chosen)));
    const labels = view.bins.map((bin, number) => h("label", { class: "lg-chip" }, inputs[number], h("span", {}, bin.text)));
    return h("div", { class: "lg-chips", role: "radiogroup", "aria-labelledby": label }, ...labels);
  };

  const list = (item, label) => {
    const options = view.bins.map((bin) => h("option", { value: bin.id }, bin.text));
    const select = h("select", { "aria-labelledby": label, onchange: () => choose(item.id, select.value) }, h("option", { value: "" }, ui.actions.choose), ...options);
    const full = h("p", { class: "lg-small lg-chosen" });
    // A long text does not fit in a closed list; the choice must be readable as a whole.
    const spellOut = () => {
      const text = select.value ? select.selectedOptions[0].text : "";
      pen.font = getComputedStyle(select).font;
      full.textContent = pen.measureText(text).width > select.clientWidth - ARROW ? text : "";
    };
    new ResizeObserver(spellOut).observe(select);
    choosers.set(item.id, (chosen) => {
      select.value = chosen ?? "";
      spellOut();
    });
    return h("div", {}, select, full);
  };

  const row = (item) => {
    const label = unique("item");
    const place = h("div", { class: "lg-place" });
    places.set(item.id, place);
    return h("div", { class: "lg-item" }, h("p", { id: label, class: "lg-card-text", html: item.html }), (asButtons ? buttons : list)(item, label), place);
  };

  return {
    element: h("div", { class: "lg-bins" }, ...view.items.map(row)),
    update: (value) => {
      for (const [id, show] of choosers) show((value ?? {})[id]);
    },
    respond: (response) => placeRemarks(places, response, ui),
  };
}
