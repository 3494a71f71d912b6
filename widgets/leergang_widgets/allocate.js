// Sliders that share a number of points: a slider stops where no points are left.
function body({ view, ui, set, model }) {
  const sliders = new Map();
  const rests = new Map();
  const places = new Map();
  const even = h("div", { class: "lg-place" });
  const spoken = speaker();

  const key = (group, part) => `${group}/${part}`;
  const points = (group) => Object.fromEntries(view.parts.map((part) => [part.id, Number(sliders.get(key(group, part.id)).input.value)]));
  const sum = (group) => Object.values(points(group)).reduce((total, one) => total + one, 0);

  const showRest = (group) => {
    const rest = view.total - sum(group);
    rests.get(group).textContent = rest ? ui.labels.remaining.replace("{points}", rest) : ui.labels.divided;
    rests.get(group).dataset.done = rest === 0;
  };
  const show = (group, part, points) => {
    const { input, output } = sliders.get(key(group, part));
    input.value = points;
    input.setAttribute("aria-valuetext", ui.status.points.replace("{points}", input.value));
    output.textContent = input.value;
  };

  const moved = (group, part) => {
    const over = Math.max(0, sum(group) - view.total);
    show(group, part, Number(sliders.get(key(group, part)).input.value) - over);
    showRest(group);
    spoken.say(rests.get(group).parentElement.textContent);
    set({ ...(model.get("value") ?? {}), [group]: points(group) });
  };

  const slider = (group, part) => {
    const name = group.text ? `${part.text}, ${group.text}` : part.text;
    const input = h("input", { type: "range", min: 0, max: view.total, step: view.stepSize, value: 0, "aria-label": name, "data-set": group.id, "data-part": part.id, oninput: () => moved(group.id, part.id) });
    const output = h("output", { "aria-hidden": "true" }, "0"); // the slider itself says its number
    sliders.set(key(group.id, part.id), { input, output });
    return h("div", { class: "lg-slider" }, group.text ? h("span", { class: "lg-set-name" }, group.text) : null, input, output);
  };

  const row = (part) => {
    const place = h("div", { class: "lg-place" });
    places.set(part.id, place);
    return h(
      "div",
      { class: `lg-part lg-accent-${part.id}` },
      h("p", { class: "lg-part-name" }, h("strong", {}, part.text), part.hint ? h("span", { class: "lg-small", html: ` ${part.hint}` }) : null),
      h("div", { class: "lg-sliders" }, ...view.sets.map((group) => slider(group, part))),
      place,
    );
  };

  const rest = (group) => {
    const line = h("span", { class: "lg-rest" });
    rests.set(group.id, line);
    return h("span", { class: "lg-rest-set" }, group.text ? `${group.text}: ` : "", line);
  };

  places.set("even", even);
  const element = h("div", { class: "lg-allocate", "data-sets": view.sets.length }, ...view.parts.map(row), h("div", { class: "lg-rests" }, ...view.sets.map(rest)), spoken.element, even);
  return {
    element,
    update: (value) => {
      for (const name of sliders.keys()) {
        const [group, part] = name.split("/");
        show(group, part, ((value ?? {})[group] ?? {})[part] ?? 0);
      }
      view.sets.forEach((group) => showRest(group.id));
    },
    respond: (response) => placeRemarks(places, response, ui),
  };
}
