// formgrader's own words, numbers and moments in Dutch, as they appear, without the columns for which the desk has no use.
// Links to notebooks, which this server does not open, become text.
"use strict";
(() => {
  const WORDS = {
    "Manage Assignments": "Opdrachten", "Manual Grading": "Beoordelen", "Manage Students": "Deelnemers",
    "Manage Submissions": "Inleveringen", Gradebook: "Beoordelen", Assignments: "Opdrachten", Students: "Deelnemers",
    "Assignment ID": "Opdracht", "Notebook ID": "Onderdeel", "Submission ID": "Inlevering", "Student ID": "Deelnemer",
    "Student Name": "Naam", Name: "Naam", Email: "E-mail", "Due Date": "Inleverdatum", Submissions: "Inleveringen",
    "# Submissions": "Inleveringen", Score: "Punten", "Overall Score": "Punten", "Code Score": "Automatisch",
    "Task Score": "Geschreven", "Needs Manual Grade?": "Nog beoordelen", "Needs manual grade?": "Nog beoordelen",
    "Tests Failed?": "Niet alles goed", "Tests failed?": "Niet alles goed", "Flagged?": "Gemarkeerd", Flagged: "Gemarkeerd",
    Notebook: "Onderdeel", "Avg. Score": "Gemiddeld", "Avg. Code Score": "Automatisch", "Avg. Task Score": "Geschreven",
    Status: "Stand", Timestamp: "Ingeleverd", Edit: "Wijzig", "Edit Student": "Wijzig", "Edit metadata": "Wijzig",
    "Generate Feedback": "Terugkoppeling maken",
    "needs autograding": "nog nakijken", "needs manual grading": "nog beoordelen", graded: "beoordeeld",
    None: "–", "None, None": "–", "Loading, please wait...": "Even geduld …", "Please wait...": "Even geduld …",
    "Search:": "Zoek:", "Add new student...": "Deelnemer toevoegen …", "Due date (optional)": "Inleverdatum (mag leeg)",
    "Timezone as UTC offset (optional)": "Tijdzone, als verschil met UTC", Save: "Bewaar", "Saving...": "Bezig …",
    Cancel: "Annuleer", "Add New Student": "Deelnemer toevoegen", "First name (optional)": "Voornaam (mag leeg)",
    "Last name (optional)": "Achternaam (mag leeg)", "Email (optional)": "E-mail (mag leeg)", Success: "Gelukt", "Log Output": "Verslag",
    Error: "Niet gelukt", "No data available in table": "Er is hier nog niets.", "No matching records found": "Niets gevonden.",
  };
  const PATTERNS = [
    [/^Submission #(\d+)$/, "Inlevering $1"],
    [/ \(no submission\)$/, " (niet ingeleverd)"],
    [/ \(not autograded\)$/, " (nog niet nagekeken)"],
    [/^Editing (.+)$/, "$1"],
    [/^Successfully generated feedback (?:of|for) .*$/s, "De terugkoppeling is gemaakt."],
    [/^Successfully released feedback (?:of|for) .*$/s, "De terugkoppeling is vrijgegeven."],
    [/^There was an error generating feedback .*$/s, "Bij het maken van de terugkoppeling ging iets mis:"],
    [/^There was an error releasing feedback .*$/s, "Bij het vrijgeven van de terugkoppeling ging iets mis:"],
    [/^\d+(\.\d+)? \/ \d+(\.\d+)?$/, (points) => points.replaceAll(".", ",")],
  ];
  // No assignment of this course has cells to write in; grading and releasing feedback is done for all at once.
  const UNUSED = new Set(["Written Score", "Avg. Written Score", "Autograde", "Release Feedback"]);

  const inDutch = (text) => {
    if (Object.hasOwn(WORDS, text)) return WORDS[text];
    const found = PATTERNS.find(([pattern]) => pattern.test(text));
    return found ? text.replace(...found) : "";
  };
  const translate = (node) => {
    const text = node.nodeValue.trim();
    const dutch = inDutch(text);
    if (dutch && dutch !== text) node.nodeValue = dutch;
  };
  const goStraight = () => { // an assignment has one notebook: no need for a list of its notebooks
    for (const link of document.querySelectorAll("#main-table a")) {
      const assignment = /\/formgrader\/gradebook\/([^/]+)$/.exec(link.href);
      if (assignment) link.href += `/${assignment[1]}`;
    }
  };
  const hideUnused = () => {
    const rules = [...document.querySelectorAll(".table thead th")].map((header, place) =>
      UNUSED.has(header.textContent.trim()) || header.classList.contains("unused")
        ? `.table tr > :nth-child(${place + 1}) { display: none; }` : "");
    document.head.append(Object.assign(document.createElement("style"), { textContent: rules.join("\n") }));
  };
  const within = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("script, style, .name-shown, .id, #toggle_names")) translate(walker.currentNode);
  };
  document.addEventListener("DOMContentLoaded", () => {
    hideUnused();
    within(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) {
        if (node.nodeType === 1) within(node);
        else if (node.nodeType === 3 && node.parentElement) within(node.parentElement);
      }
      goStraight();
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
