// What the browser tests ask of a page; put in each page before it loads. `front` is the notebook in front.
globalThis.look = (() => {
  const FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)";
  const front = (selector) => [...document.querySelectorAll(`${FRONT} ${selector}`)];

  // A notebook has run when each of its cells has a result, and every exercise is on the page.
  const hasRun = (exercises) =>
    front(".jp-Cell").length > 0 &&
    front(".jp-CodeCell").every((cell) => cell.querySelector(".jp-OutputArea-executeResult")) &&
    front("[data-exercise]").length === exercises;

  // Which of these selectors find something that can be seen.
  const visible = (selectors) => {
    const seen = (one) => {
      const { width, height } = one.getBoundingClientRect();
      return width && height && one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    return selectors.filter((one) => [...document.querySelectorAll(one)].some(seen));
  };

  // JupyterLab gives its panels another size a moment after the window got one.
  const isLaidOut = () => {
    const [panel] = document.querySelectorAll(FRONT);
    return Math.round(panel.getBoundingClientRect().right) === innerWidth;
  };

  // What has a horizontal scroll bar, and exercises that stick out of the window.
  const sideways = () => {
    const rolls = (one) => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX);
    const sticksOut = (one) => one.matches(".lg-exercise, .lg-charted") && one.getBoundingClientRect().right > innerWidth;
    const whole = document.documentElement.scrollWidth > innerWidth ? [document.documentElement] : [];
    return [...whole, ...front("*").filter((one) => rolls(one) || sticksOut(one))].map(name);
  };

  const plot = (exercise) => front(`.lg-charted:has([data-exercise="${exercise}"]) .js-plotly-plot`)[0];

  // Whether the chart of an exercise draws exactly these lines, as pairs of a name and its values.
  const draws = (exercise, lines) =>
    JSON.stringify((plot(exercise)?.data ?? []).map((one) => [one.name, one.r])) === JSON.stringify(lines);

  // Milliseconds from the next change of an exercise until it calls itself unsaved.
  const timeToUnsaved = (exercise) =>
    new Promise((done) => {
      const [box] = front(`[data-exercise="${exercise}"]`);
      let changed;
      box.addEventListener("input", () => (changed = performance.now()), { once: true });
      const look = new MutationObserver(() => {
        if (changed && box.querySelector('.lg-status[data-state="unsaved"]')) done(performance.now() - changed);
      });
      look.observe(box, { subtree: true, attributeFilter: ["data-state"] });
    });

  // How many texts the notebook shows, and which have less contrast with what is behind them than 4.5 : 1.
  const faint = () => {
    const texts = front("*").filter(
      (one) =>
        [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()) &&
        one.checkVisibility() &&
        !one.closest("svg, .lg-hidden") &&
        ancestors(one).every((parent) => getComputedStyle(parent).opacity === "1"),
    );
    const poor = texts.filter((one) => contrast(one) < 4.5);
    return [texts.length, poor.map((one) => `${name(one)}: ${contrast(one).toFixed(2)}`)];
  };

  const ancestors = (one) => (one ? [one, ...ancestors(one.parentElement)] : []);
  const name = (one) => `${one.tagName} ${one.className} ‘${one.textContent.slice(0, 40)}’`;
  const rgba = (color) => {
    const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g).map(Number);
    return { channels: [red, green, blue], alpha };
  };
  const contrast = (one) => {
    const papers = ancestors(one).map((parent) => rgba(getComputedStyle(parent).backgroundColor));
    const paper = papers.find(({ alpha }) => alpha === 1) ?? rgba("rgb(255, 255, 255)");
    const [dark, light] = [rgba(getComputedStyle(one).color), paper].map(luminance).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  // As WCAG 2 defines it.
  const luminance = ({ channels }) => {
    const [red, green, blue] = channels.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  // JupyterLab's panels cut off what lies outside the window, and axe takes that for hidden. Without the cutting it
  // looks at the whole notebook.
  const unroll = () => {
    const [page] = front(".jp-WindowedPanel-viewport");
    const height = `${page.offsetHeight + 100}px`;
    for (const one of ancestors(page)) {
      one.style.minHeight = height;
      one.style.setProperty("overflow", "visible", "important");
      one.style.setProperty("contain", "none", "important");
    }
  };

  // What axe finds by these rules, or the rules with these tags, or cannot decide, as texts; not inside a chart, which is
  // an image with a text of its own. `known` has the selectors of what is not judged, by rule.
  const judge = async (rules, known) => {
    const options = { runOnly: rules, resultTypes: ["violations", "incomplete"], selectors: false, elementRef: true };
    const { violations, incomplete } = await axe.run({ exclude: ["svg > *", ".mark[aria-hidden]"] }, options);
    const isKnown = (rule, { element }) => (known[rule] ?? []).some((selector) => element?.matches(selector));
    return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
      nodes.filter((node) => !isKnown(id, node)).map((node) => `${id}: ${node.html.slice(0, 300)}`),
    );
  };

  // The focus can be seen: a ring around it, or around the label that it lies under, and nothing on top of it.
  const focusIsVisible = () => {
    const one = document.activeElement;
    const ringed = ancestors(one).slice(0, 3).some((place) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(place);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    const { left, top, width, height: tall } = one.getBoundingClientRect();
    const onTop = document.elementFromPoint(left + width / 2, top + Math.min(tall, 40) / 2);
    return ringed && Boolean(onTop) && (onTop === one || one.contains(onTop) || onTop.contains(one));
  };

  // Controls in an exercise that have the same name as another one in the same group.
  const twins = (exercise) => {
    const text = (one) => one?.textContent.trim() ?? "";
    const said = (one) =>
      (one.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean).map((id) => one.id === id ? one.getAttribute("aria-label") : text(document.getElementById(id))).join(" ") ||
      one.getAttribute("aria-label") || text(one.labels?.[0]) || text(one.matches("fieldset") ? one.querySelector("legend") : one);
    const whole = (one) => [one, ...ancestors(one.parentElement).filter((group) => group.matches("fieldset, [role=group], [role=radiogroup]"))].map(said).join(" | ");
    const [box] = front(`[data-exercise="${exercise}"]`);
    const names = [...box.querySelectorAll("input, select, textarea, button")].map(whole);
    return names.filter((name, place) => !name.replace(/[\s|]/g, "") || names.indexOf(name) !== place);
  };

  // How often the page tells a screen reader something, from now on.
  const listen = () => {
    globalThis.told = [];
    const heard = (one) => one.target.parentElement?.closest("[role=status], [role=alert], output:not([aria-hidden])") ?? one.target.closest?.("[role=status], [role=alert], output:not([aria-hidden])");
    new MutationObserver((changes) => {
      const places = new Set(changes.map(heard).filter((place) => place?.textContent));
      for (const place of places) globalThis.told.push(place.textContent);
    }).observe(front(".jp-Notebook, .jp-WindowedPanel-outer")[0], { subtree: true, childList: true, characterData: true });
  };

  return { unroll, judge, focusIsVisible, twins, listen, hasRun, visible, isLaidOut, sideways, plot, draws, timeToUnsaved, faint };
})();
