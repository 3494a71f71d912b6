// Makes the browser's back and forward buttons work between the notebooks: JupyterLab changes the address when
// another document is shown, but does not follow the address back.

export function backButton() {
  return {
    id: "leergang:back-button",
    description: "Laat de knoppen vorige en volgende van de browser door de leergang bladeren.",
    autoStart: true,
    activate: (app) => {
      pushOnlyNewAddresses();
      window.addEventListener("popstate", () => {
        const path = /\/tree\/(.+)$/.exec(decodeURIComponent(location.pathname))?.[1];
        if (path) void app.commands.execute("docmanager:open", { path });
      });
    },
  };
}

// After going back, JupyterLab writes the same address once more. As a new step it would undo the going back.
function pushOnlyNewAddresses() {
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, url) => {
    const same = url && new URL(url, location.href).pathname === location.pathname;
    return same ? history.replaceState(state, unused, url) : push(state, unused, url);
  };
}
