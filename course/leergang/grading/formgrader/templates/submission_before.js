// formgrader waits for MathJax, which it fetches from the internet. Answers hold no formulas: say at once that it is ready.
window.MathJax = { Hub: { Startup: { signal: { Interest: (tell) => window.addEventListener("load", () => setTimeout(() => tell("End"))) } } } };
