// Makes the page for the partner, and reads the files that come back.
const AT_ONCE = 4000000; // bytes in one message, well under what the server lets through

const PARTNER_FIELDS = [
  ["alliance", "input"],
  ["partners", "textarea"],
  ["name", "input"],
  ["organisation", "input"],
];

function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  if (["button", "input", "textarea", "summary"].includes(tag)) made.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

function save({ page, file }) {
  const link = node("a", { href: URL.createObjectURL(new Blob([page], { type: "text/html" })), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// A card: a heading that names it, what it is for, its controls and what came of them.
function card(id, title, text, ...rest) {
  const heading = node("h2", { class: "lg-heading", id }, title);
  return node("section", { class: "lg-exercise lg-accent-leergang", "aria-labelledby": id }, heading, node("p", { class: "lg-prompt" }, text), ...rest);
}

function fields(ui) {
  const made = {};
  const rows = PARTNER_FIELDS.map(([name, tag]) => {
    const id = `lg-partner-${name}`;
    made[name] = node(tag, tag === "input" ? { id, type: "text", maxlength: 200 } : { id, rows: 3 });
    return node("p", { class: "lg-field" }, node("label", { for: id }, ui[name === "name" ? "asker" : name]), made[name]);
  });
  return [made, node("div", { class: "lg-fields" }, ...rows)];
}

function result(file) {
  return node("li", { "data-taken": String(file.taken) }, node("bdi", { class: "lg-file" }, file.file), ` ${file.text}`);
}

function render({ model, el }) {
  wear(model);
  const { ui, largest } = model.get("view");
  const [inputs, form] = fields(ui);
  const said = { make: node("p", { class: "lg-status", role: "status" }), files: node("p", { class: "lg-status", role: "status" }) };
  const people = node("p", { class: "lg-small" });
  const results = node("div");
  const who = node("div");
  const chooser = node("input", { type: "file", multiple: true, accept: ".json,.txt,application/json", id: "lg-partner-files", hidden: true, onchange: () => take([...chooser.files]) });

  const make = () => {
    const asking = Object.fromEntries(PARTNER_FIELDS.map(([name]) => [name, inputs[name].value]));
    model.send({ kind: "make", asking });
  };

  // All files go in one message where they can, as each message is one write to the dossier.
  const take = async (files) => {
    said.files.textContent = ui.reading;
    let [named, buffers, size] = [[], [], 0];
    const flush = () => {
      if (named.length) model.send({ kind: "files", files: named }, undefined, buffers);
      [named, buffers, size] = [[], [], 0];
    };
    for (const file of files) {
      const data = file.size > largest ? null : await file.arrayBuffer().catch(() => null);
      named.push({ name: file.name, buffer: data ? buffers.length : null });
      if (data) buffers.push(data);
      size += data ? data.byteLength : 0;
      if (size > AT_ONCE) flush();
    }
    flush();
    chooser.value = ""; // the same file may be chosen again
  };

  const fill = () => {
    const asking = model.get("asking");
    for (const [name, field] of Object.entries(inputs)) if (document.activeElement !== field) field.value = asking[name] ?? "";
  };
  const show = () => {
    const status = model.get("status");
    const line = said[status.for];
    if (!line) return;
    line.textContent = status.text;
    line.dataset.state = status.fault ? "unsaved" : "saved";
    if (status.for !== "files") return;
    const list = node("ul", { class: "lg-results" }, ...status.files.map(result));
    const inside = node("details", { open: Boolean(status.fault) }, node("summary", {}, ui.details), list);
    results.replaceChildren(...(status.files.length ? [inside] : []));
  };
  const count = () => (people.textContent = model.get("people"));
  const reply = ({ id, text }) => {
    const remove = () => confirm(ui.remove_sure.replace("{who}", text)) && model.send({ kind: "remove", id });
    const button = node("button", { type: "button", class: "lg-button lg-quiet", "aria-label": `${ui.remove}: ${text}`, onclick: remove }, ui.remove);
    return node("li", {}, node("bdi", {}, text), " ", button);
  };
  const list = () => {
    const replies = model.get("replies");
    const inside = node("details", { open: Boolean(who.querySelector("[open]")) }, node("summary", {}, ui.who), node("ul", { class: "lg-replies" }, ...replies.map(reply)));
    const focused = who.contains(document.activeElement);
    who.replaceChildren(...(replies.length ? [inside] : []));
    if (focused) (replies.length ? inside.querySelector("summary") : el.querySelector(".lg-button")).focus();
  };
  const receive = (message) => message.page && save(message);
  const tell = () => {
    const dark = document.body.dataset.jpThemeLight === "false";
    if (model.get("dark") === dark) return;
    model.set("dark", dark);
    model.save_changes();
  };

  const button = (text, onclick) => node("button", { type: "button", class: "lg-button", onclick }, text);
  el.classList.add("lg-root", "lg-partner");
  el.replaceChildren(
    card("lg-partner-ask", ui.ask_title, ui.ask, form, node("div", { class: "lg-actions" }, button(ui.make, make)), said.make),
    card("lg-partner-read", ui.read_title, ui.read, node("div", { class: "lg-actions" }, button(ui.choose, () => chooser.click()), chooser), people, said.files, results, who),
  );
  const listeners = { "change:asking": fill, "change:status": show, "change:people": count, "change:replies": list, "msg:custom": receive };
  for (const [name, listener] of Object.entries(listeners)) model.on(name, listener);
  const themes = new MutationObserver(tell);
  themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  fill();
  count();
  list();
  tell();
  return () => {
    for (const [name, listener] of Object.entries(listeners)) model.off(name, listener);
    themes.disconnect();
  };
}

export default { render };
