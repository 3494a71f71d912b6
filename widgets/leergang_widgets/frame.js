// The frame around every exercise: heading, question, feedback, and the state of saving.
// A kind adds a function body(context) that returns { element, update(value), respond(response) }.

const FOCUSABLE = new Set(["button", "input", "select", "textarea"]);

// Make an element: h("p", { class: "x", onclick: f }, child, "text").
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  // JupyterLab looks for a keyboard shortcut from the focused element upwards, so that element must refuse itself.
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) element.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "html") element.innerHTML = value; // only HTML that the course itself rendered
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SYMBOLS = { right: "✓", partly: "◐", wrong: "✗", none: "" };

// A name that is unique on the page, for labels and groups. Every exercise has a module, so a counter, of its own.
function unique(prefix) {
  return `lg-${prefix}-${Math.random().toString(36).slice(2)}`;
}

// What a screen reader says of a change. It waits for a pause, so that a row of changes is told once; the same text is
// not told twice, so that saving is told once a minute and not at each letter.
const PAUSE = 900; // milliseconds

function speaker() {
  const element = h("p", { class: "lg-spoken", role: "status" });
  let timer = null;
  const say = (text, pause = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(() => element.textContent !== text && (element.textContent = text), pause);
  };
  return { element, say };
}

function remarkElement(remark, ui) {
  const label = ui.verdicts[remark.verdict];
  return h(
    "div",
    { class: `lg-remark lg-${remark.verdict}` },
    label ? h("span", { class: "lg-verdict" }, `${SYMBOLS[remark.verdict]} ${label}`) : null,
    h("div", { html: remark.html }),
  );
}

// Put each remark in the place of its target; targets without a remark become empty.
function placeRemarks(places, response, ui) {
  const found = new Map(response.remarks.map((remark) => [remark.target, remark]));
  for (const [target, place] of places) {
    const remark = found.get(target);
    place.replaceChildren(...(remark && remark.html ? [remarkElement(remark, ui)] : []));
    place.dataset.verdict = remark ? remark.verdict : "";
  }
}

const FEW = 2;

// What a response adds to the one before, in words. Many remarks at once are not read out: each stands with its item.
function news(response, before, ui) {
  const known = new Set(before.remarks.map((remark) => JSON.stringify(remark)));
  const remarks = response.remarks.filter((remark) => remark.html && !known.has(JSON.stringify(remark)));
  const spoken = remarks.map((remark) => [ui.verdicts[remark.verdict], plainText(remark.html)].filter(Boolean).join(": "));
  const summary = response.summary === before.summary ? "" : plainText(response.summary);
  const after = response.after && !before.after ? ui.labels.after : "";
  return [summary, ...(remarks.length > FEW ? [] : spoken), after].filter(Boolean).join(" ");
}

function plainText(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // HTML that the course itself rendered
  return template.content.textContent.trim().replace(/\s+/g, " ");
}

function header(view) {
  return [
    h("p", { class: "lg-eyebrow" }, view.step, view.graded ? h("span", { class: "lg-state" }) : null),
    h("h3", { class: "lg-heading", html: view.title }),
    h("div", { class: "lg-recall" }),
    h("div", { class: "lg-prompt", html: view.prompt }),
  ];
}

// What was typed while the kernel did not answer waits in the browser until it is saved.
const drafts = {
  keep(view, value) {
    try {
      localStorage.setItem(view.stores[0], JSON.stringify({ value, at: new Date().toISOString() }));
    } catch {
      // A browser without storage has no drafts; saving in the kernel is the rule.
    }
  },
  drop(view) {
    try {
      for (const store of view.stores) localStorage.removeItem(store);
    } catch {
      // See keep.
    }
  },
  newer(view, status) {
    try {
      const kept = view.stores.map((store) => JSON.parse(localStorage.getItem(store))).filter(Boolean);
      const [draft] = kept.sort((one, other) => new Date(other.at) - new Date(one.at)); // the newest
      return draft && (!status.at || new Date(draft.at) > new Date(status.at)) ? draft.value : undefined;
    } catch {
      return undefined;
    }
  },
};

const PATIENCE = 4000; // milliseconds before an unanswered change is called unsaved

function saver(model, view, line, say) {
  let timer = null;
  let changed = false; // a page that opens does not tell of each exercise when it was saved
  const show = (text, state) => {
    if (line.textContent !== text) line.textContent = text;
    line.dataset.state = state;
    if (changed && state !== "saving") say(text, state === "unsaved" ? 0 : PAUSE);
  };
  return {
    sent(value) {
      changed = true;
      clearTimeout(timer);
      drafts.keep(view, value);
      if (line.dataset.state !== "unsaved") show(view.ui.status.saving, "saving");
      timer = setTimeout(() => show(view.ui.status.unsaved, "unsaved"), PATIENCE);
    },
    answered() {
      const status = model.get("status");
      if (status.change < model.get("change")) return;
      clearTimeout(timer);
      if (status.ok) drafts.drop(view);
      show(status.text ?? "", status.ok ? "saved" : "unsaved");
    },
  };
}

function render({ model, el, signal: given }) {
  wear(model);
  const view = model.get("view");
  const closing = new AbortController();
  const signal = given ?? closing.signal;
  const status = h("p", { class: "lg-status" });
  const state = speaker();
  const feedback = speaker();
  const save = saver(model, view, status, state.say);

  const send = (changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.set("change", model.get("change") + 1);
    save.sent(model.get("value"));
    feedback.say("", 0); // so that the same verdict on another answer is told again
    model.save_changes();
  };
  // A changed answer is no longer the one that was looked at.
  const context = { model, view, ui: view.ui, set: (value) => send({ value, checked: false }) };
  const part = body(context);
  // What a kind claims goes along with the question; null means that there is nothing yet to look at.
  const ask = () => {
    const claim = part.claim ? part.claim() : {};
    if (claim) send({ checked: true, ...claim });
    else part.element.querySelector("input").focus();
  };

  const check = view.check
    ? h("button", { class: "lg-button", type: "button", onclick: ask }, view.check)
    : null;
  const summary = h("p", { class: "lg-summary" });
  const after = h("div", { class: "lg-after" });
  const heading = unique("heading");
  const section = h(
    "section",
    { class: `lg-exercise lg-accent-${view.accent}`, "aria-labelledby": heading, "data-exercise": view.id },
    ...header(view),
    part.element,
    h("div", { class: "lg-actions" }, check, status, state.element, feedback.element),
    summary,
    after,
    view.source ? h("p", { class: "lg-source" }, `${view.ui.labels.source}: `, h("span", { html: view.source })) : null,
  );
  section.querySelector(".lg-heading").id = heading;

  let before = null;
  const respond = () => {
    const response = model.get("response");
    const added = before && news(response, before, view.ui); // not when the page opens
    if (added) feedback.say(added);
    before = response;
    part.respond(response);
    section.dataset.filled = response.filled === 1 ? "full" : response.filled ? "part" : "blank";
    const filled = section.querySelector(".lg-state");
    if (filled) filled.textContent = view.ui.status[section.dataset.filled];
    summary.innerHTML = response.summary;
    after.innerHTML = response.after;
    after.hidden = !response.after;
  };
  const showRecall = () => {
    const place = section.querySelector(".lg-recall");
    const recall = model.get("recall") ?? {};
    place.hidden = !recall.label;
    if (recall.label) place.replaceChildren(h("p", { class: "lg-small" }, recall.label), h("div", { html: recall.answer }));
  };
  const update = () => part.update(model.get("value"));
  const listeners = { "change:value": update, "change:response": respond, "change:status": save.answered, "change:recall": showRecall };
  for (const [name, listener] of Object.entries(listeners)) model.on(name, listener);
  const stop = () => {
    for (const [name, listener] of Object.entries(listeners)) model.off(name, listener);
    closing.abort();
  };

  showRecall();
  update();
  respond();
  const draft = drafts.newer(view, model.get("status")); // looked up first: an answer of the kernel drops it
  save.answered();
  followTheme(model, signal);
  el.classList.add("lg-root");
  el.append(section);
  if (draft !== undefined) send({ value: draft, checked: false });
  return stop;
}

export default { render };
