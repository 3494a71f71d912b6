// The story so far with what each decision brought about, and the next decision.
function body({ ui, set, model }) {
  const element = h("div", { class: "lg-scenario" });
  let lastLength = null;

  const path = () => model.get("value") ?? [];
  const passed = (step, remarks) => {
    const remark = remarks.get(step.target);
    return h(
      "div",
      { class: "lg-passed" },
      h("div", { html: step.text }),
      h("p", { class: "lg-decision" }, h("span", { class: "lg-small" }, `${ui.labels.your_choice}: `), h("span", { html: step.choice })),
      remark && remark.html ? remarkElement(remark, ui) : null,
    );
  };
  const node = (here) => {
    const choices = here.choices.map((one) => h("button", { type: "button", class: "lg-move-choice", html: one.html, onclick: () => set([...path(), one.id]) }));
    const text = unique("here"); // what is read out when it gets the focus
    return h("div", { class: "lg-here", tabindex: "-1", role: "group", "aria-labelledby": text }, h("div", { id: text, html: here.text }), ...choices);
  };
  const ending = (end) => {
    const text = unique("ending");
    const told = h("div", { id: text }, h("p", { class: "lg-eyebrow" }, ui.labels.ending), h("h4", { html: end.title }), h("div", { html: end.text }));
    return h("div", { class: "lg-ending lg-here", tabindex: "-1", role: "group", "aria-labelledby": text }, told);
  };
  const restart = () => h("button", { type: "button", class: "lg-button lg-quiet", onclick: () => set([]) }, ui.actions.restart);

  const respond = (response) => {
    const remarks = new Map(response.remarks.map((remark) => [remark.target, remark]));
    const last = response.here ? node(response.here) : ending(response.ending);
    element.replaceChildren(...response.passed.map((step) => passed(step, remarks)), last, ...(response.passed.length ? [restart()] : []));
    // After a decision the eye and the focus go to what follows; not when the page opens.
    if (lastLength !== null && lastLength !== response.passed.length) element.querySelector(".lg-here").focus({ preventScroll: false });
    lastLength = response.passed.length;
  };
  return { element, update: () => {}, respond };
}
