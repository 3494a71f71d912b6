// A question about the cohort, with the choice of an assignment and, where it can tell who, of names.
function render({ model, el, signal: given }) {
  wear(model);
  const closing = new AbortController();
  const signal = given ?? closing.signal;
  followTheme(model, signal);
  const { title, choices, names } = model.get("view");

  const heading = document.createElement("h3");
  heading.className = "lg-heading";
  heading.textContent = title;

  const select = document.createElement("select");
  select.append(...choices.map(([id, text]) => new Option(text, id)));
  const show = () => (select.value = model.get("assignment"));
  show();
  model.on("change:assignment", show);
  select.addEventListener("change", () => tell("assignment", select.value), { signal });

  const bar = document.createElement("div");
  bar.className = "lg-cohort-bar";
  bar.append(labelled("Opdracht", select));
  if (names) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = model.get("names");
    box.addEventListener("change", () => tell("names", box.checked), { signal });
    bar.append(labelled("toon namen", box));
  }
  const section = document.createElement("section");
  section.className = "lg-exercise lg-accent-leergang";
  section.append(heading, bar);
  el.classList.add("lg-root");
  el.replaceChildren(section);

  function tell(name, value) {
    model.set(name, value);
    model.save_changes();
  }
  return () => {
    closing.abort();
    model.off("change:assignment", show);
  };
}

function labelled(text, control) {
  const label = document.createElement("label");
  const word = document.createElement("span");
  word.textContent = text;
  label.append(...(control.type === "checkbox" ? [control, word] : [word, control]));
  return label;
}

export default { render };
