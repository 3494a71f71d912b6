// The participant's own alliances: the chosen one at a glance; add, name, choose, remove; to a file and from a file.
function render({ model, el }) {
  wear(model);
  const ui = model.get("ui");
  const message = make("p", { class: "lg-message", role: "status" });
  const place = make("div");
  let form = null; // which form is open: "new", "edit" or "remove"

  const send = (what) => model.send(what);
  const open = (which) => {
    form = which;
    show();
    // Of a removal the way back is offered first.
    const first = which === "remove" ? ".lg-alliance-form .lg-quiet" : ".lg-alliance-form input";
    place.querySelector(which ? first : ".lg-alliance-actions button")?.focus();
    if (which) place.scrollIntoView({ block: "nearest" }); // with its buttons
  };
  const button = (text, onclick, quiet = true) => make("button", { type: "button", class: quiet ? "lg-button lg-quiet" : "lg-button", onclick }, text);

  const field = (label, input, hint) => {
    return { input, node: make("label", { class: "lg-field" }, make("span", {}, label), input, hint ? make("span", { class: "lg-small" }, hint) : null) };
  };

  const forms = {
    new: () => edit({ name: "", partners: [] }, (name, partners) => send({ do: "new", name, partners })),
    edit: (one) => edit(one, (name, partners) => send({ do: "edit", id: one.id, name, partners })),
    remove: (one) =>
      make(
        "div",
        { class: "lg-alliance-form", role: "group", "aria-label": ui.remove },
        make("p", {}, ui.remove_sure.split("{name}")[0], written(one.name), ui.remove_sure.split("{name}")[1]),
        make("div", { class: "lg-actions" }, button(ui.remove_yes, () => (send({ do: "remove", id: one.id }), open(null)), false), button(ui.cancel, () => open(null))),
      ),
  };

  const edit = (one, done) => {
    const name = field(ui.name, make("input", { type: "text", value: one.name, maxlength: "200", autocomplete: "off" }));
    const partners = field(ui.partners, make("textarea", { rows: "3" }, one.partners.join("\n")), ui.partners_hint);
    const submit = (event) => {
      event.preventDefault();
      if (!name.input.value.trim()) return name.input.focus();
      done(name.input.value, partners.input.value.split("\n"));
      open(null);
    };
    // JupyterLab keeps the browser from submitting a form by itself.
    const enter = (event) => event.key === "Enter" && event.target.tagName === "INPUT" && submit(event);
    const node = make("form", { class: "lg-alliance-form", onsubmit: submit, onkeydown: enter }, name.node, partners.node);
    node.append(make("div", { class: "lg-actions" }, make("button", { type: "submit", class: "lg-button" }, ui.save), button(ui.cancel, () => open(null))));
    return node;
  };

  const mix = (one) =>
    make(
      "div",
      { class: "lg-mix" },
      make("span", { class: "lg-small" }, one.text),
      make("span", { class: "lg-mix-bar", role: "img", "aria-label": one.shares.map((share) => `${share.text} ${share.points}`).join(", ") },
        one.shares.filter((share) => share.points).map((share) =>
          make("span", { class: `lg-accent-${share.id}`, style: `flex: ${share.points} 0 0`, title: `${share.text} ${share.points}` }, make("span", {}, share.points >= 10 ? String(share.points) : "")))),
    );
  const legend = (one) => make("p", { class: "lg-mix-legend lg-small", "aria-hidden": "true" }, one.shares.map((share) => make("span", { class: `lg-accent-${share.id}` }, share.text)));

  const chooser = (view) => {
    const select = make("select", { onchange: () => send({ do: "choose", id: select.value }) });
    for (const one of view.alliances) select.append(new Option(one.name, one.id, false, one.id === view.chosen));
    return make("label", { class: "lg-choose" }, make("span", {}, ui.choose), select);
  };

  const read = () => {
    const input = make("input", { type: "file", accept: ".json,application/json", hidden: true });
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      if (file.size > 8e6) message.textContent = ui.too_large;
      else model.send({ do: "import", name: file.name }, undefined, [await file.arrayBuffer()]);
    });
    input.click();
  };

  const actions = (one) =>
    make(
      "div",
      { class: "lg-actions lg-alliance-actions" },
      button(one ? ui.new : ui.first, () => open("new"), Boolean(one)),
      one ? button(ui.edit, () => open("edit")) : null,
      one ? button(ui.remove, () => open("remove")) : null,
      one ? button(ui.export, () => send({ do: "export" })) : null,
      button(ui.import, read),
    );

  const show = () => {
    const view = model.get("view");
    const one = view.alliances.find((alliance) => alliance.id === view.chosen);
    const facts = make("dl", {}, view.facts.map(([name, text]) => [make("dt", {}, name), make("dd", {}, written(text))]));
    const parts = [
      make("p", { class: "lg-eyebrow" }, ui.title),
      make("h2", { class: "lg-heading" }, one ? written(one.name) : ui.none_title),
      view.alliances.length > 1 ? chooser(view) : null,
      view.facts.length ? facts : null,
      ...view.mixes.map(mix),
      view.mixes.length ? legend(view.mixes[0]) : null,
      view.text ? make("p", { class: "lg-small" }, view.text) : null,
      form ? (one || form === "new" ? forms[form](one) : actions(one)) : actions(one),
    ];
    const held = place.contains(document.activeElement) ? document.activeElement.tagName : null;
    place.replaceChildren(...parts.filter(Boolean));
    if (held) place.querySelector(held === "SELECT" ? "select" : ".lg-alliance-actions button")?.focus({ preventScroll: true });
  };
  const changed = () => form || show(); // what is being typed may not be wiped

  // The kernel hands over the file; the browser saves it where the participant's downloads go.
  const told = (news, buffers) => {
    if (news.message !== undefined) message.textContent = news.message;
    if (news.file) {
      const link = make("a", { href: URL.createObjectURL(new Blob([buffers[0]], { type: "application/json" })), download: news.file });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }
  };

  show();
  el.classList.add("lg-root");
  el.append(make("section", { class: "lg-panel lg-panel-alliances lg-accent-leergang" }, place, message));
  model.on("change:view", changed);
  model.on("msg:custom", told);
  return () => {
    model.off("change:view", changed);
    model.off("msg:custom", told);
  };
}

export default { render };
