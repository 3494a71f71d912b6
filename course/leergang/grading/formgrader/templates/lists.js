// formgrader's own words in Dutch, as they appear; and links to notebooks, which this server does not open, as text.
"use strict";
(() => {
  const WORDS = {
    "Manage Assignments": "Opdrachten", "Manual Grading": "Beoordelen", "Manage Students": "Deelnemers",
    "Manage Submissions": "Inzendingen", Gradebook: "Beoordelen", Assignments: "Opdrachten", Students: "Deelnemers",
    "Assignment ID": "Opdracht", "Notebook ID": "Onderdeel", "Submission ID": "Inzending", "Student ID": "Deelnemer",
    "Student Name": "Naam", Name: "Naam", Email: "E-mail", "Due Date": "Inleverdatum", Submissions: "Inzendingen",
    "# Submissions": "Inzendingen", Score: "Punten", "Overall Score": "Punten", "Code Score": "Automatisch",
    "Written Score": "Tekstcellen", "Task Score": "Geschreven", "Needs Manual Grade?": "Nog beoordelen",
    "Needs manual grade?": "Nog beoordelen", "Tests Failed?": "Niet alles goed", "Flagged?": "Gemarkeerd",
    "Tests failed?": "Niet alles goed", "Flagged": "Gemarkeerd", Notebook: "Onderdeel",
    "Avg. Score": "Gemiddeld", "Avg. Code Score": "Automatisch", "Avg. Written Score": "Tekstcellen",
    "Avg. Task Score": "Geschreven", Status: "Stand", Timestamp: "Ingeleverd", Edit: "Wijzig",
    "Edit Student": "Wijzig", "Edit metadata": "Wijzig", Autograde: "Nakijken", "Generate Feedback": "Terugkoppeling maken",
    "Release Feedback": "Terugkoppeling vrijgeven", Generate: "Uitgave maken", Preview: "Uitgave", Release: "Vrijgeven",
    Collect: "Ophalen", "needs autograding": "nog nakijken", "needs manual grading": "nog beoordelen",
    graded: "beoordeeld", draft: "concept", released: "vrijgegeven", None: "–", "None, None": "–",
    "Loading, please wait...": "Even geduld …", "Please wait...": "Even geduld …", "Search:": "Zoek:",
    "Add new student...": "Deelnemer toevoegen …", "Add new assignment...": "Opdracht toevoegen …",
    "Current configuration (click to expand)": "Instellingen van nbgrader", "Instructions (click to expand)": "Uitleg van nbgrader (Engels)", Save: "Bewaar", Cancel: "Annuleer",
    "Add New Student": "Deelnemer toevoegen", "First name (optional)": "Voornaam (mag leeg)",
    "Last name (optional)": "Achternaam (mag leeg)", "Email (optional)": "E-mail (mag leeg)", Success: "Gelukt",
    Error: "Niet gelukt", "No data available in table": "Er is hier nog niets.", "No matching records found": "Niets gevonden.",
  };
  const translate = (node) => {
    const text = node.nodeValue.trim();
    const numbered = text.match(/^Submission #(\d+)$/);
    const dutch = numbered ? `Inzending ${numbered[1]}` : Object.hasOwn(WORDS, text) ? WORDS[text] : "";
    if (dutch && dutch !== text) node.nodeValue = dutch;
  };
  const within = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("script, style, .name-shown, .id, #toggle_names")) translate(walker.currentNode);
  };
  document.addEventListener("DOMContentLoaded", () => {
    within(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) {
        if (node.nodeType === 1) within(node);
        else if (node.nodeType === 3 && node.parentElement) within(node.parentElement);
      }
    }).observe(document.body, { childList: true, subtree: true });
    const names = document.getElementById("show_names");
    names?.addEventListener("click", () => {
      toggleAllNames();
      names.textContent = document.getElementById("toggle_names").textContent === "Show All Names" ? "Toon alle namen" : "Verberg alle namen";
    });
    for (const one of document.querySelectorAll("[data-call]:not(#toggle_names)")) {
      one.addEventListener("click", (event) => { event.preventDefault(); window[one.dataset.call](); });
    }
  });
  linkTo = () => (_, element) => element;
})();
