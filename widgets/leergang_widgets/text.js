// Places to write that grow with the text, the criteria in view, and a count of words.
function body({ view, ui, set, model }) {
  const areas = new Map();
  const criteriaId = view.criteria.length ? unique("criteria") : null;
  const count = h("p", { class: "lg-small" });

  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  const tally = () => {
    const words = [...areas.values()].map((area) => area.value.trim()).filter(Boolean).join(" ").split(/\s+/).filter(Boolean).length;
    count.textContent = (view.goal > words ? ui.labels.words_goal : ui.labels.words).replace("{words}", words).replace("{goal}", view.goal);
  };
  const typed = (id) => {
    const area = areas.get(id);
    grow(area);
    tally();
    set({ ...(model.get("value") ?? {}), [id]: area.value });
  };

  const field = (one) => {
    const id = unique("text");
    const area = h("textarea", { id, "aria-describedby": criteriaId, rows: one.rows, placeholder: one.hint, oninput: () => typed(one.id) });
    areas.set(one.id, area);
    return h("div", { class: "lg-field" }, h("label", { for: id }, one.label), area);
  };

  const criteria = view.criteria.length
    ? h("div", { class: "lg-criteria", id: criteriaId }, h("p", { class: "lg-small" }, ui.labels.criteria), h("ul", {}, ...view.criteria.map((html) => h("li", { html }))))
    : null;
  return {
    element: h("div", { class: "lg-text" }, criteria, ...view.fields.map(field), count),
    update: (value) => {
      for (const [id, area] of areas) {
        const text = (value ?? {})[id] ?? "";
        // Writing the same text again would throw the cursor to the end.
        if (area.value !== text) area.value = text;
        if (area.isConnected) grow(area);
      }
      tally();
    },
    respond: () => {},
  };
}
