// The start page: what is next, which questions come back, and the modules and assignments with their state.
const draw = {
  next: (view) => [
    make("p", { class: "lg-eyebrow" }, view.eyebrow),
    make("h2", { class: "lg-heading" }, view.title),
    make("p", {}, view.text),
    view.path ? courseLink(view.path, { class: "lg-button lg-go" }, view.action) : null,
  ],

  recall: (view, model) => [
    make("h2", { class: "lg-heading" }, view.title),
    make("p", { role: "status" }, view.text),
    view.action
      ? make("button", { type: "button", class: "lg-button lg-quiet", onclick: () => model.send({ do: "show" }) }, view.action)
      : null,
  ],

  courses: (view) => [
    make("h2", { class: "lg-heading" }, view.modules_title),
    make("p", { class: "lg-small" }, view.modules_text),
    make("ul", { class: "lg-tiles" }, view.modules.map(tile)),
    make("h2", { class: "lg-heading" }, view.assignments_title),
    make("p", { class: "lg-small" }, view.assignments_text),
    make("ul", { class: "lg-rows" }, view.assignments.map(row)),
  ],
};

function tile(one) {
  // The text beside it says the same: the bar is for the eye.
  const bar = make("span", { class: "lg-bar", "aria-hidden": "true" }, make("span", { style: `width: ${one.percent}%` }));
  return make(
    "li",
    { class: `lg-tile lg-accent-${one.accent}`, "data-state": one.state },
    make("h3", {}, courseLink(one.path, {}, one.title)),
    make("p", {}, one.lead),
    make("p", { class: "lg-tile-foot" }, bar, make("span", { class: "lg-state" }, one.text)),
  );
}

function row(one) {
  return make(
    "li",
    { class: `lg-accent-${one.accent}`, "data-state": one.state },
    courseLink(one.path, {}, one.title),
    make("span", { class: "lg-small" }, one.minutes),
    make("span", { class: "lg-state" }, one.text),
  );
}

function render({ model, el }) {
  wear(model);
  const kind = model.get("kind");
  const section = make("section", { class: `lg-panel lg-panel-${kind}`, lang: "nl" });
  const show = () => {
    const view = model.get("view");
    section.className = `lg-panel lg-panel-${kind} lg-accent-${view.accent ?? "leergang"}`;
    const focused = section.contains(document.activeElement);
    section.replaceChildren(...draw[kind](view, model).filter(Boolean));
    if (focused) section.querySelector("a, button")?.focus({ preventScroll: true });
  };
  show();
  el.classList.add("lg-root");
  el.append(section);
  model.on("change:view", show);
  const stop = kind === "next" ? onReturn(el, () => model.send({ do: "refresh" })) : () => {};
  return () => {
    stop();
    model.off("change:view", show);
  };
}

export default { render };
