// Which alliance a step is about. With one alliance a line of text; with more a list to choose from.
function render({ model, el }) {
  wear(model);
  const draw = () => {
    const alliances = model.get("alliances");
    const now = alliances.find((one) => one.id === model.get("chosen"));
    const line = document.createElement("label");
    line.className = "lg-for";
    line.append(`${model.get("label")} `);
    if (alliances.length > 1) line.append(select(alliances));
    else line.append(name(now ? now.name : model.get("hint")));
    el.classList.add("lg-root");
    el.replaceChildren(line);
  };

  // A name can be in any script: it must not turn the text around it.
  const name = (text) => {
    const node = document.createElement("bdi");
    node.textContent = text;
    return node;
  };

  const select = (alliances) => {
    const node = document.createElement("select");
    node.setAttribute("data-lm-suppress-shortcuts", "true");
    for (const one of alliances) node.append(new Option(one.name, one.id, false, one.id === model.get("chosen")));
    node.addEventListener("change", () => {
      model.set("chosen", node.value);
      model.save_changes();
    });
    return node;
  };

  draw();
  model.on("change:alliances change:chosen", draw);
  const stop = onReturn(el, () => model.send({ do: "refresh" }));
  return () => {
    stop();
    model.off("change:alliances change:chosen", draw);
  };
}

export default { render };
