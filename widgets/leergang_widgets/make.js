// Small hands for the widgets of the start page.

// Make an element: make("p", { class: "x", onclick: f }, child, "text").
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  // JupyterLab looks for a keyboard shortcut from the focused element upwards, so that element must refuse itself.
  if (["button", "input", "select", "textarea", "a"].includes(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// What a participant wrote can be in any script: it must not turn the text around it.
function written(text) {
  return make("bdi", {}, text);
}

// A link to a notebook. JupyterLab itself knows where that is and opens it within the page: it has resolved the same
// link in the text of this page, so that one is followed.
function courseLink(path, attributes, ...children) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const same = [...document.querySelectorAll(".lg-static a[href]")].find((one) => one.getAttribute("href").split("?")[0].endsWith(path));
    if (!same) return;
    event.preventDefault();
    same.click();
  };
  return make("a", { href: path, onclick: follow, ...attributes }, ...children);
}

// Tell the kernel each time that the page is shown again: meanwhile answers were given elsewhere. A hidden page has no
// size, wherever it is scrolled to.
function onReturn(node, tell) {
  let hidden = false;
  const look = new ResizeObserver(() => {
    const shown = node.clientWidth > 0;
    if (shown && hidden) tell();
    hidden = !shown;
  });
  look.observe(node);
  const visible = () => document.visibilityState === "visible" && node.clientWidth && tell();
  document.addEventListener("visibilitychange", visible);
  return () => {
    look.disconnect();
    document.removeEventListener("visibilitychange", visible);
  };
}
