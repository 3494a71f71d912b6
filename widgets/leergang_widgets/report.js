// A button that makes the report, and links to the two files it became.
function part(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// The server's own address of a file of the workspace; it shows a page without letting it run or reach anything.
function fileAddress(path, download) {
  const settings = document.getElementById("jupyter-config-data");
  const base = settings ? JSON.parse(settings.textContent).baseUrl || "/" : "/";
  return `${base}files/${path}${download ? "?download=1" : ""}`;
}

function fileLink(file, ui) {
  const word = file.kind === "word";
  const style = "color: var(--lg-accent); text-decoration: underline; font-weight: 600";
  const link = part("a", { href: fileAddress(file.path, word), style, "data-lm-suppress-shortcuts": "true" }, ui[word ? "download" : "open"]);
  if (word) link.download = file.name;
  else Object.assign(link, { target: "_blank", rel: "noopener" });
  return part("li", {}, link, part("br", {}), part("bdi", { class: "lg-small" }, file.name));
}

function render({ model, el }) {
  wear(model);
  const { ui } = model.get("view");
  const id = `lg-report-${model.get("sheet")}`;
  const heading = part("h3", { class: "lg-heading", id }, ui.title);
  const button = part("button", { type: "button", class: "lg-button", "data-lm-suppress-shortcuts": "true" }, ui.make);
  const said = part("p", { class: "lg-prompt", role: "status", style: "margin-top: 12px" });
  const files = part("ul", {});
  button.addEventListener("click", () => {
    said.textContent = ui.making;
    button.setAttribute("aria-disabled", "true");
    model.send({ kind: "make" });
  });
  const show = () => {
    const status = model.get("status");
    said.textContent = status.text || "";
    button.removeAttribute("aria-disabled");
    files.replaceChildren(...(status.files || []).map((file) => fileLink(file, ui)));
  };
  const about = part("p", { class: "lg-prompt" }, ui.about);
  const actions = part("div", { class: "lg-actions" }, button);
  el.classList.add("lg-root");
  el.replaceChildren(part("section", { class: "lg-exercise lg-accent-leergang", "aria-labelledby": id }, heading, about, actions, said, files));
  show();
  model.on("change:status", show);
  return () => model.off("change:status", show);
}

export default { render };
