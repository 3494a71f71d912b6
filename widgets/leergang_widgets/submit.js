// Handing in: the button, what to confirm first, and the receipt. What is typed stays while the state changes.
const PATIENCE = 20000; // milliseconds before a silent kernel is told of; an exchange may take some seconds

// Make an element with its attributes and children. Text is only ever set as text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  // JupyterLab looks for a keyboard shortcut from the focused element upwards, so that element must refuse itself.
  if (["button", "input", "a"].includes(tag) || "tabindex" in attributes) element.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "html") element.innerHTML = value; // only HTML that the course itself rendered
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// Where the server hands out the files of the workspace.
function fileAddress(path) {
  let base = "/";
  try {
    base = JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl;
  } catch {
    // Not in JupyterLab: the root is the best guess.
  }
  return `${base}files/${path.split("/").map(encodeURIComponent).join("/")}?download=1`;
}

function receiptList(receipt, texts) {
  const rows = receipt.rows.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
  const link = receipt.download
    ? make("a", { class: "lg-button lg-quiet", href: fileAddress(receipt.download), download: "" }, texts.download)
    : null;
  return [make("dl", { class: "lg-receipt" }, ...rows), link ? make("p", {}, link) : null, make("p", {}, receipt.next)];
}

function render({ model, el }) {
  wear(model);
  const texts = model.get("texts");
  const typed = { name: "", number: "" };
  let changing = false; // the participant corrects the name
  let timer = null;

  const heading = make("h3", { class: "lg-heading", id: `lg-submit-${Math.random().toString(36).slice(2)}` }, texts.heading);
  const place = make("div");
  const status = make("p", { class: "lg-status", role: "status" });
  const section = make("section", { class: "lg-exercise lg-accent-leergang lg-submit", "aria-labelledby": heading.id }, heading, place, status);

  const say = (text, state) => {
    status.textContent = text;
    status.dataset.state = state;
  };
  const send = (step) => {
    const person = model.get("state").person;
    const who = person && !changing ? person : typed;
    for (const button of section.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    say(texts.busy, "saving");
    clearTimeout(timer);
    timer = setTimeout(() => {
      say(texts.silent, "unsaved");
      for (const button of section.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }, PATIENCE);
    model.send({ do: step, name: who.name, number: who.number });
  };
  const button = (text, step, quiet = false) =>
    make("button", {
      class: `lg-button${quiet ? " lg-quiet" : ""}`,
      type: "button",
      "data-step": step,
      onclick: ({ currentTarget }) => currentTarget.getAttribute("aria-disabled") || send(step),
    }, text);

  const field = (name) => {
    const id = `${heading.id}-${name}`;
    const input = make("input", { id, type: "text", maxlength: 100, autocomplete: name === "name" ? "name" : "off" });
    input.value = typed[name];
    input.addEventListener("input", () => (typed[name] = input.value));
    input.addEventListener("keydown", (event) => event.key === "Enter" && send("ask"));
    return make("div", { class: "lg-field" }, make("label", { for: id }, texts[name]), input);
  };
  const person = (state) => {
    if (state.person && !changing) {
      const change = make("button", { class: "lg-button lg-quiet", type: "button", onclick: correct }, texts.change);
      return [make("div", { class: "lg-actions" }, make("span", {}, state.person.text), change)];
    }
    return [field("name"), field("number"), make("p", { class: "lg-small" }, texts.why)];
  };
  const correct = () => {
    const { name, number } = model.get("state").person;
    Object.assign(typed, { name, number });
    changing = true;
    draw();
    section.querySelector("input").focus();
  };

  const stages = {
    ready: (state) => [
      make("p", {}, state.line),
      ...(state.earlier ? receiptList(state.earlier, texts) : []),
      state.changed ? make("p", { class: "lg-changed" }, texts.changed) : null,
      ...person(state),
      make("div", { class: "lg-actions" }, button(state.earlier ? texts.again : texts.button, "ask", Boolean(state.earlier && !state.changed))),
    ],
    confirm: (state) => [
      make("div", { class: "lg-after", role: "group", "aria-labelledby": `${heading.id}-sure`, tabindex: "-1" },
        make("h4", { id: `${heading.id}-sure` }, texts.sure),
        ...state.questions.map((html) => make("div", { html })),
        ...state.items.flatMap((one) => [
          make("p", {}, one.text),
          one.titles.length ? make("ul", {}, ...one.titles.map((html) => make("li", { html }))) : null,
        ])),
      make("p", {}, state.person.text),
      make("div", { class: "lg-actions" }, button(texts.confirm, "submit"), button(texts.cancel, "cancel", true)),
    ],
    done: (state) => [
      make("div", { class: "lg-after", role: "group", tabindex: "-1" },
        make("h4", {}, `✓ ${state.receipt.heading}`),
        state.receipt.remark ? make("p", {}, state.receipt.remark) : null,
        ...receiptList(state.receipt, texts)),
    ],
  };

  const draw = () => {
    const state = model.get("state");
    section.dataset.stage = state.stage;
    place.replaceChildren(...stages[state.stage](state).filter(Boolean));
  };
  const follow = () => {
    clearTimeout(timer);
    const { stage, error } = model.get("state");
    const before = section.dataset.stage;
    const own = status.dataset.state === "saving"; // asked for here, and not in another tab
    if (stage !== "ready") changing = false;
    draw();
    say(error || "", error ? "unsaved" : "saved");
    if (!own) return;
    // The keyboard goes along: to what has to be read, or back to the button.
    if (stage !== "ready") section.querySelector(".lg-after").focus();
    else if (error) ([...section.querySelectorAll("input")].find((one) => !one.value) ?? section.querySelector("[data-step]")).focus();
    else if (before === "confirm") section.querySelector("[data-step]").focus();
  };

  draw();
  model.on("change:state", follow);
  el.classList.add("lg-root");
  el.append(section);
  return () => {
    clearTimeout(timer);
    model.off("change:state", follow);
  };
}

export default { render };
