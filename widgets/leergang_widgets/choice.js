// Radio buttons or check boxes under each other; a chosen option explains itself.
function body({ view, ui, set, model }) {
  const name = unique("choice");
  const places = new Map();
  const inputs = new Map();

  const chosen = () => view.options.map((option) => option.id).filter((id) => inputs.get(id).checked);
  const row = (option) => {
    const input = h("input", { type: view.multiple ? "checkbox" : "radio", name, value: option.id, onchange: () => set(chosen()) });
    const place = h("div", { class: "lg-place" });
    inputs.set(option.id, input);
    places.set(option.id, place);
    return h("div", { class: "lg-option" }, h("label", {}, input, h("span", { html: option.html })), place);
  };

  return {
    element: h("fieldset", { class: "lg-choice" }, h("legend", { class: "lg-hidden", html: view.title }), ...view.options.map(row)),
    update: (value) => {
      for (const [id, input] of inputs) input.checked = (value ?? []).includes(id);
    },
    respond: (response) => placeRemarks(places, response, ui),
  };
}
