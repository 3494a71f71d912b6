// A table of what is filled in; it is redrawn when an answer changes.
function render({ model, el }) {
  wear(model);
  const draw = () => {
    const heading = document.createElement("h3");
    heading.className = "lg-heading";
    heading.id = "lg-overview-heading";
    heading.textContent = model.get("heading");
    const list = document.createElement("ul");
    list.className = "lg-overview";
    list.append(
      ...model.get("rows").map((row) => {
        const item = document.createElement("li");
        item.dataset.state = row.state;
        item.innerHTML = `<span>${row.title}</span><span class="lg-small">${row.points}</span><span class="lg-state">${row.stateText}</span>`;
        return item;
      }),
    );
    const section = document.createElement("section");
    section.className = "lg-exercise lg-accent-leergang";
    section.setAttribute("aria-labelledby", heading.id);
    section.append(heading, list);
    el.classList.add("lg-root");
    el.replaceChildren(section);
  };
  draw();
  model.on("change:rows", draw);
  return () => model.off("change:rows", draw);
}

export default { render };
