// A list between two captions.
function body({ view, ui, set }) {
  const list = movableList({ items: view.items, ui, moved: set });
  const end = (text) => h("p", { class: "lg-end" }, text);
  return {
    element: h("div", {}, end(view.first), list.element, end(view.last)),
    update: list.show,
    respond: (response) => placeRemarks(list.places, response, { ...ui, verdicts: ui.sequence }),
    // Asking for feedback on an untouched list says: this is my order.
    claim: () => ({ value: list.order() }),
  };
}
