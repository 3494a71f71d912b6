// Ask for the style sheet that all widgets share: it takes effect when its model is loaded.
// Without it an exercise is plain, and still works.
function wear(model) {
  model.widget_manager.get_model(model.get("sheet")).catch((error) => console.warn("leergang: stijl", error));
}

