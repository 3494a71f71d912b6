// Says in Dutch, and without a dialog, that the course was stopped; takes it away when it answers again.

const TEXT =
  "De leergang is gestopt of niet bereikbaar. Start hem opnieuw met ‘leergang start’ en herlaad daarna deze pagina. " +
  "Je antwoorden zijn bewaard.";
const EVERY = 2000; // milliseconds

let strip = null;

export function connectionLost({ "@jupyterlab/application": { IConnectionLost } }) {
  return {
    id: "leergang:connection-lost",
    description: "Meldt dat de leergang gestopt is.",
    autoStart: true,
    provides: IConnectionLost,
    activate: () => async (manager) => {
      if (strip) return;
      show();
      while (!(await answers(manager.serverSettings))) await new Promise((wake) => setTimeout(wake, EVERY));
      hide();
    },
  };
}

async function answers(settings) {
  try {
    return (await fetch(`${settings.baseUrl}api`)).ok;
  } catch {
    return false;
  }
}

function show() {
  strip = document.createElement("div");
  strip.className = "lg-lost";
  strip.setAttribute("role", "alert");
  strip.textContent = TEXT;
  document.body.append(strip);
}

function hide() {
  strip.remove();
  strip = null;
}
