// A table with a choice per cell.
function body({ view, ui, set, model }) {
  const cells = new Map();
  const options = [["", "–"], ...[1, 2, 3, 4, 5].map((step) => [step, String(step)]), [0, "?"]];
  const keyId = unique("key");
  const key = [...view.labels.map((label, number) => `${number + 1} ${label}`), `? ${ui.labels.unknown}`].join(" · ");

  const rate = (row, column, rating) => {
    const value = structuredClone(model.get("value") ?? {});
    value[row] = value[row] ?? {};
    if (rating === "") delete value[row][column];
    else value[row][column] = Number(rating);
    set(value);
  };

  const cell = (row, column) => {
    const select = h("select", { "aria-label": `${row.text}, ${column.text}`, "aria-describedby": keyId, onchange: () => rate(row.id, column.id, select.value) }, ...options.map(([value, text]) => h("option", { value }, text)));
    cells.set(`${row.id}/${column.id}`, select);
    return h("td", {}, select);
  };

  const head = h("tr", {}, h("td"), ...view.columns.map((column) => h("th", { scope: "col" }, column.text)));
  const rows = view.rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.text), ...view.columns.map((column) => cell(row, column))));
  return {
    element: h("div", { class: "lg-grid" }, h("p", { id: keyId, class: "lg-small" }, key), h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))),
    update: (value) => {
      for (const [name, select] of cells) {
        const [row, column] = name.split("/");
        select.value = ((value ?? {})[row] ?? {})[column] ?? "";
      }
    },
    respond: () => {},
  };
}
