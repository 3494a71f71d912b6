// A list with buttons that move an item; after a move the focus stays on the button and the new place is announced.
function movableList({ items, ui, moved }) {
  const rows = new Map();
  const places = new Map();
  const spoken = h("p", { class: "lg-hidden", role: "status" });
  const buttons = new Map();
  const list = h("ol", { class: "lg-order" });
  const given = items.map((item) => item.id);
  let current = given;

  const announce = (id) => {
    const text = rows.get(id).querySelector(".lg-card-text").textContent;
    spoken.textContent = ui.labels.moved.replace("{text}", text).replace("{place}", current.indexOf(id) + 1).replace("{total}", current.length);
  };

  const move = (id, by, button) => {
    const from = current.indexOf(id);
    const to = from + by;
    if (to < 0 || to >= current.length) return;
    const next = [...current];
    next.splice(from, 1);
    next.splice(to, 0, id);
    show(next);
    button.focus();
    announce(id);
    moved(next);
  };

  const row = (item) => {
    const label = unique("step");
    const place = h("div", { class: "lg-place" });
    places.set(item.id, place);
    const button = (by, word, sign) => {
      const id = unique("move"); // its name: what it does, and with which item
      const one = h("button", { id, type: "button", class: "lg-move", "aria-label": word, "aria-labelledby": `${id} ${label}`, onclick: () => move(item.id, by, one) }, sign);
      return one;
    };
    const pair = [button(-1, ui.actions.up, "↑"), button(1, ui.actions.down, "↓")];
    buttons.set(item.id, pair);
    const moves = h("div", { class: "lg-moves" }, ...pair);
    return h("li", {}, h("div", { class: "lg-step" }, h("p", { id: label, class: "lg-card-text", html: item.html }), moves), place);
  };

  const show = (ids) => {
    current = ids && ids.length ? ids : given;
    // Only rows that are out of place are moved, so that a focused button keeps its focus.
    current.forEach((id, number) => {
      if (list.children[number] !== rows.get(id)) list.insertBefore(rows.get(id), list.children[number] ?? null);
      const [up, down] = buttons.get(id); // not disabled: that would take the focus away at the end of the list
      up.setAttribute("aria-disabled", number === 0);
      down.setAttribute("aria-disabled", number === current.length - 1);
    });
  };

  for (const item of items) rows.set(item.id, row(item));
  return { element: h("div", {}, list, spoken), show, places, order: () => current };
}
