// A heading, sentences and a table with numbers. Names come from participants, so everything is set as text.
function make(tag, text, className = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = className;
  return node;
}

function row(tag, cells, texts) {
  const node = document.createElement("tr");
  node.append(...cells.map((text, place) => make(place === 0 && tag === "td" ? "th" : tag, text, place < texts ? "" : "lg-number")));
  if (tag === "th") for (const cell of node.children) cell.scope = "col";
  else node.children[0].scope = "row";
  return node;
}

function tableOf({ summary, headers, rows, texts, open }) {
  const details = document.createElement("details");
  details.open = open;
  const scroller = make("div", "", "lg-numbers");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "region");
  scroller.setAttribute("aria-label", summary);
  const table = document.createElement("table");
  const head = document.createElement("thead");
  head.append(row("th", headers, texts));
  const body = document.createElement("tbody");
  body.append(...rows.map((cells) => row("td", cells, texts)));
  table.append(head, body);
  scroller.append(table);
  details.append(make("summary", summary), scroller);
  return details;
}

function render({ model, el }) {
  const draw = () => {
    const { heading, lines = [], table } = model.get("view");
    const parts = heading ? [make("h4", heading)] : [];
    parts.push(...lines.map((line) => make("p", line)));
    if (table) parts.push(tableOf(table));
    el.classList.add("lg-cohort-part", "lg-accent-leergang");
    el.replaceChildren(...parts);
  };
  draw();
  model.on("change:view", draw);
  return () => model.off("change:view", draw);
}

export default { render };
