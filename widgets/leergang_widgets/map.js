// A row per contact: name, sector and tie; a new row is added with a button.
function body({ view, ui, set, model }) {
  const rows = h("ul", { class: "lg-contacts" });
  const contacts = () => [...rows.children].map((row) => row.read());
  const save = () => set(contacts());

  // The name of a row is part of the name of each control in it.
  const rename = (item) => {
    const number = [...rows.children].indexOf(item) + 1;
    item.firstChild.setAttribute("aria-label", item.read().name || ui.labels.contact.replace("{number}", number));
  };

  const choice = (label, options, value) => {
    const select = h("select", { "aria-label": label, onchange: save }, ...options.map(([id, text]) => h("option", { value: id }, text)));
    select.value = value;
    return select;
  };

  const row = (contact) => {
    const typed = () => {
      rename(item);
      save();
    };
    const name = h("input", { type: "text", "aria-label": ui.labels.name, placeholder: ui.labels.name, maxlength: 80, oninput: typed });
    name.value = contact.name;
    const field = choice(ui.labels.field, view.fields.map((one) => [one.id, one.text]), contact.field);
    const tie = choice(ui.labels.tie, view.ties.map((text, number) => [number + 1, text]), contact.tie);
    const remove = h("button", { type: "button", class: "lg-move", "aria-label": ui.labels.remove, onclick: () => drop(item) }, "×");
    const item = h("li", {}, h("div", { role: "group" }, name, field, tie, remove));
    item.read = () => ({ name: name.value, field: field.value, tie: Number(tie.value) });
    return item;
  };

  const drop = (item) => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    [...rows.children].forEach(rename);
    (next?.querySelector("input") ?? add).focus();
    save();
  };
  const append = () => {
    const last = rows.lastElementChild?.read();
    const item = row({ name: "", field: last?.field ?? view.fields[0].id, tie: last?.tie ?? 1 });
    rows.append(item);
    rename(item);
    item.querySelector("input").focus();
  };
  const add = h("button", { type: "button", class: "lg-button lg-quiet", onclick: append }, ui.labels.add);
  const hints = h("dl", { class: "lg-hints" }, ...view.fields.filter((one) => one.hint).flatMap((one) => [h("dt", {}, one.text), h("dd", { html: one.hint })]));

  return {
    element: h("div", { class: "lg-map" }, hints, rows, add),
    update: (value) => {
      // The rows as typed say more than the saved value, which has no unfinished contacts.
      if (JSON.stringify(contacts()) !== JSON.stringify(value ?? [])) {
        rows.replaceChildren(...(value ?? []).map(row));
        [...rows.children].forEach(rename);
      }
    },
    respond: () => {},
  };
}
