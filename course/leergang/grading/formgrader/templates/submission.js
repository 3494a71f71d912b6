// What this page adds to formgrader's own script: levels and earlier remarks with one click, and the name on request.
"use strict";
$(() => {
  const changed = (field) => $(field).trigger("change"); // formgrader saves on this

  $(".levels").on("click", "button", (event) => {
    const field = event.currentTarget.closest(".nbgrader_cell").querySelector(".score");
    field.value = event.currentTarget.dataset.points;
    changed(field);
  });

  const insert = (button) => {
    const field = button.closest(".nbgrader_cell").querySelector(".comment");
    const before = field.value.trimEnd();
    field.value = (before ? `${before}\n\n` : "") + button.dataset.remark;
    autosize.update(field);
    changed(field);
    field.focus();
  };
  $(".bank").on("click", "button", (event) => insert(event.currentTarget));
  $(".comment").on("keydown", (event) => {
    const digit = event.altKey && !event.ctrlKey && /^Digit([1-9])$/.exec(event.originalEvent.code);
    const button = digit && event.currentTarget.closest(".nbgrader_cell").querySelectorAll(".bank button")[digit[1] - 1];
    if (!button) return;
    event.preventDefault();
    insert(button);
  });

  const mark = () => $(".levels button").each((_, button) => {
    const points = button.closest(".nbgrader_cell").querySelector(".score").value;
    button.setAttribute("aria-pressed", String(points !== "" && Number(points) === Number(button.dataset.points)));
  });
  $(document).on("ajaxStop", () => {
    $(".comment").attr("placeholder", "Wat is sterk, en wat kan de volgende keer beter?");
    mark();
  });

  $("#name").on("click", ({ currentTarget: button }) => {
    const shown = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!shown));
    button.textContent = shown ? "Toon naam" : button.dataset.name;
  });
});
