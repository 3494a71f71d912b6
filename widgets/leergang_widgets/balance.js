// A slider between two poles; what it brings about on both sides follows without the kernel.
function body({ view, ui, set }) {
  const label = unique("balance");
  const left = h("div", { class: "lg-consequence" });
  const right = h("div", { class: "lg-consequence" });
  const place = h("div", { class: "lg-place" });
  const slider = h("input", { type: "range", min: 0, max: 100, step: 5, "aria-labelledby": label, oninput: () => moved() });

  const show = (value) => {
    slider.value = value ?? 50;
    const level = view.levels.find((one) => Number(slider.value) <= one.upto);
    left.innerHTML = level.left;
    right.innerHTML = level.right;
    slider.setAttribute("aria-valuetext", `${slider.value}: ${left.textContent} ${right.textContent}`);
    slider.dataset.blank = value === null || value === undefined;
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
      h("div", { class: "lg-consequences" }, left, right),
      place,
    ),
    update: show,
    respond: (response) => placeRemarks(new Map([["", place]]), response, ui),
    claim: () => ({ value: Number(slider.value) }),
  };
}
