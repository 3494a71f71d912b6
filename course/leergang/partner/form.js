// The page that a partner fills in. It keeps a draft where the browser allows it, and saves one file.
"use strict";
(() => {
  const find = (selector) => document.querySelector(selector);
  const data = JSON.parse(find("#data").textContent);
  const form = find("#form");
  const place = `leergang-partnerblik:${data.form}`;
  const value = (name) => new FormData(form).get(name) ?? "";

  // A browser without storage, or one that keeps none for files, has no drafts; the page works all the same.
  const drafts = {
    read() {
      try {
        return JSON.parse(localStorage.getItem(place)) ?? {};
      } catch {
        return {};
      }
    },
    keep(draft) {
      try {
        localStorage.setItem(place, JSON.stringify(draft));
        find("#draft").textContent = "Concept bewaard in deze browser";
      } catch {
        find("#draft").textContent = "Deze browser bewaart geen concept: vul het in één keer in";
      }
    },
    drop() {
      try {
        localStorage.removeItem(place);
      } catch {
        // See keep.
      }
    },
  };

  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
  const kept = drafts.read();
  const id = /^[0-9a-f]{32}$/.test(kept.id) ? kept.id : newId();

  function restore() {
    for (const [name, given] of Object.entries(kept.values ?? {})) {
      const field = form.elements.namedItem(name);
      if (field) field.value = given;
    }
  }

  function party() {
    const chosen = value("party");
    if (chosen === "own") return { role: "wij", side: data.own };
    const listed = chosen && form.querySelector(`[name="party"][value="${chosen}"]`).dataset.name;
    return { role: "partner", side: (listed ?? value("other-name")).trim() };
  }

  function ratings() {
    const found = {};
    for (const [key, statement] of data.questions) {
      const given = value(`${key}|${statement}`);
      if (given !== "") (found[key] ??= {})[statement] = Number(given);
    }
    return found;
  }

  const rated = () => data.questions.filter(([key, statement]) => value(`${key}|${statement}`) !== "").length;

  function reply() {
    const fixed = { kind: data.kind, format: data.format, form: data.form, id, at: new Date().toISOString() };
    return { ...fixed, ...party(), name: value("name").trim(), open: value("shown") === "open", ratings: ratings() };
  }

  // Whose house "the other" is, depends on where the respondent works.
  function show() {
    const chosen = value("party");
    const other = chosen === "own" ? data.partner : data.own;
    for (const one of document.querySelectorAll(".other")) one.textContent = other;
    find("#other-place").hidden = chosen !== "other";
    const done = rated();
    find("#progress").max = data.questions.length;
    find("#progress").value = done;
    find("#count").textContent = `${done} van de ${data.questions.length} ingevuld`;
    if (find("#inside").open) find("#preview").value = JSON.stringify(reply(), null, 1);
  }

  // What has to be known before saving: the field to go to, where to say it, and what to say.
  function missing() {
    const chosen = value("party");
    if (!chosen) return ["[name='party']", "#party", "Kies namens welke organisatie je kijkt."];
    if (chosen === "other" && !party().side) return ["#other-name", "#party", "Vul de naam van je organisatie in."];
    if (!value("shown")) return ["[name='shown']", "#shown", "Kies hoe je antwoorden getoond mogen worden."];
    if (!rated()) return [`[name="${data.questions[0].join("|")}"]`, "#save", "Beantwoord eerst een of meer stellingen."];
    return null;
  }

  function check() {
    for (const one of document.querySelectorAll(".error")) one.textContent = "";
    for (const one of document.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    const found = missing();
    if (!found) return true;
    const [field, where, text] = found;
    find(`${where}-error`).textContent = text;
    find(field).setAttribute("aria-describedby", `${where.slice(1)}-error`);
    find(field).setAttribute("aria-invalid", "true");
    find(field).focus();
    return false;
  }

  // What no file system bears is left out of the name.
  function fileName({ side, name }) {
    const plain = [side, name].join(" ").replace(/[<>:"/\\|?*\u0000-\u001f\u202a-\u202e\u2066-\u2069]+/g, " ");
    return `antwoord ${plain.replace(/\s+/g, " ").trim()}`.slice(0, 100).replace(/[ .]+$/, "") + ".json";
  }

  function save(event) {
    event.preventDefault();
    if (!check()) return;
    const made = reply();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(made, null, 1)], { type: "application/json" }));
    link.download = fileName(made);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    const open = data.questions.length - rated();
    const left = open ? ` Je liet ${open === 1 ? "één antwoord" : `${open} antwoorden`} open; dat mag.` : "";
    find("#saved").textContent =
      `Bewaard als ‘${link.download}’ in je map met downloads.${left} Stuur dat bestand aan ${data.asker}. ` +
      "Wil je later nog iets wijzigen, bewaar en stuur het dan opnieuw: het nieuwste telt.";
  }

  function restart() {
    if (!confirm("Alles wat je op deze pagina invulde, wordt gewist. Een bestand dat je al bewaarde, blijft bestaan.")) return;
    drafts.drop();
    form.reset();
    location.reload();
  }

  restore();
  show();
  form.addEventListener("input", () => {
    drafts.keep({ id, values: Object.fromEntries(new FormData(form)) });
    show();
  });
  form.addEventListener("submit", save);
  find("#restart").addEventListener("click", restart);
  find("#inside").addEventListener("toggle", show);
})();
