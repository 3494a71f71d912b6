// Statements to rate from one or two sides: five steps, and "weet ik niet".
function body({ view, ui, set, model }) {
  const choosers = new Map();
  const steps = [1, 2, 3, 4, 5, 0];
  const label = (step) => (step ? view.labels[step - 1] : ui.labels.unknown);

  const rate = (side, statement, rating) => {
    const value = { ...(model.get("value") ?? {}) };
    value[side] = { ...(value[side] ?? {}), [statement]: rating };
    set(value);
  };

  const chip = (side, statement, step, name) => {
    const input = h("input", { type: "radio", name, value: step, "aria-label": `${step || "?"} ${label(step)}`, onchange: () => rate(side.id, statement.id, step) });
    return [input, h("label", { class: "lg-chip", title: label(step) }, input, h("span", { "aria-hidden": "true" }, step || "?"))];
  };

  const ratings = (side, statement, text) => {
    const name = unique("scale");
    const sideId = unique("side");
    const chips = steps.map((step) => chip(side, statement, step, name));
    choosers.set(`${side.id}/${statement.id}`, (rating) => chips.forEach(([input]) => (input.checked = input.value === String(rating))));
    return h(
      "div",
      { class: "lg-rating", role: "radiogroup", "aria-labelledby": `${text} ${sideId}` },
      h("span", { class: "lg-side", id: sideId }, side.text),
      h("span", { class: "lg-chips" }, ...chips.map(([, one]) => one)),
    );
  };

  const row = (statement) => {
    const text = unique("statement");
    return h("div", { class: "lg-statement" }, h("p", { id: text, class: "lg-card-text", html: statement.html }), ...view.sides.map((side) => ratings(side, statement, text)));
  };

  const group = (one) => [h("h4", {}, one.text), ...view.statements.filter((statement) => statement.group === one.id).map(row)];
  const key = h("p", { class: "lg-small lg-key" }, [1, 2, 3, 4, 5].map((step) => `${step} ${label(step)}`).join(" · "), ` · ? ${label(0)}`);
  const rows = view.groups.length ? view.groups.flatMap(group) : view.statements.map(row);
  return {
    element: h("div", { class: "lg-scale" }, key, ...rows),
    update: (value) => {
      for (const [name, show] of choosers) {
        const [side, statement] = name.split("/");
        show(((value ?? {})[side] ?? {})[statement]);
      }
    },
    respond: () => {},
  };
}
