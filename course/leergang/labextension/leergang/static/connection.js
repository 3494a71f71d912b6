// Says in Dutch, and without a dialog, that the course was stopped, and what to do when it runs again.

const STOPPED =
  "De leergang is gestopt of niet bereikbaar. Start hem opnieuw met ‘leergang start’ en laat deze pagina zo lang open.";
const BACK = "De leergang draait weer. Herlaad deze pagina (F5) om verder te gaan.";
const EVERY = 2000; // milliseconds

let strip = null;

export function connectionLost({ "@jupyterlab/application": { IConnectionLost } }) {
  return {
    id: "leergang:connection-lost",
    description: "Meldt dat de leergang gestopt is.",
    autoStart: true,
    provides: IConnectionLost,
    activate: () => (manager) => void watch(manager.serverSettings.baseUrl),
  };
}

async function watch(url) {
  if (strip) return;
  strip = document.createElement("div");
  strip.className = "lg-lost";
  strip.setAttribute("role", "alert");
  strip.textContent = STOPPED;
  document.body.append(strip);
  let kernels;
  while (!(kernels = await running(url))) await new Promise((wake) => setTimeout(wake, EVERY));
  // With its kernels alive, JupyterLab reconnects by itself. A new server has none.
  if (kernels.length === 0) strip.textContent = BACK;
  else {
    strip.remove();
    strip = null;
  }
}

// The kernels that run, or undefined when the server does not answer.
async function running(url) {
  try {
    const reply = await fetch(`${url}api/kernels`);
    return reply.ok ? await reply.json() : undefined;
  } catch {
    return undefined;
  }
}
