// A slider between two poles; what it brings about on both sides follows without the kernel.
function body({ view, ui, set }) {
  const label = unique("balance");
  const left = h("div", { class: "lg-consequence" });
  const right = h("div", { class: "lg-consequence" });
  // Nothing shows before the first move: what stands in the middle would look like the answer.
  const hint = h("p", { class: "lg-small" }, ui.labels.untouched);
  const consequences = h("div", { class: "lg-consequences" }, left, right);
  const place = h("div", { class: "lg-place" });
  const slider = h("input", { type: "range", min: 0, max: 100, step: 5, "aria-labelledby": label, oninput: () => moved() });

  const show = (value) => {
    const blank = value === null || value === undefined;
    slider.value = value ?? 50;
    slider.dataset.blank = blank;
    hint.hidden = !blank;
    consequences.hidden = blank;
    const level = view.levels.find((one) => Number(slider.value) <= one.upto);
    left.innerHTML = level.left;
    right.innerHTML = level.right;
    slider.setAttribute("aria-valuetext", blank ? ui.labels.untouched : `${slider.value}: ${left.textContent} ${right.textContent}`);
  };
  const moved = () => {
    show(Number(slider.value));
    set(Number(slider.value));
  };

  const pole = (text) => h("span", { class: "lg-pole" }, text);
  return {
    element: h(
      "div",
      { class: "lg-balance" },
      h("div", { class: "lg-poles", id: label }, pole(view.left), h("span", { class: "lg-hidden" }, " – "), pole(view.right)),
      slider,
      hint,
      consequences,
      place,
    ),
    update: show,
    claim: () => (slider.dataset.blank === "true" ? null : {}),
    respond: (response) => placeRemarks(new Map([["", place]]), response, ui),
  };
}
