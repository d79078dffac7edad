// Charts: the specification is fetched and drawn in the page's colours; without scripts the picture stands there instead.
"use strict";
(() => {
  const figures = [...document.querySelectorAll("[data-chart]")];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const config = () => {
    const text = { labelColor: colour("--ink"), titleColor: colour("--faint"), labelFont: "system-ui, sans-serif", titleFont: "system-ui, sans-serif" };
    return {
      background: "transparent",
      view: { stroke: null },
      axis: { ...text, gridColor: colour("--line"), domainColor: colour("--line"), tickColor: colour("--line"), titleFontWeight: 400, labelFontSize: 11 },
      legend: { ...text, labelFontSize: 12 }, header: text,
      range: {},
    };
  };
  const draw = async (figure) => {
    const body = figure.querySelector(".chart-body");
    const answer = await fetch(figure.dataset.chart);
    if (!answer.ok) { body.textContent = (await answer.json()).error; return; }
    const spec = await answer.json();
    for (const signal of spec.signals ?? []) if (signal.name === "ink") signal.value = colour("--ink");
    body.replaceChildren();
    await vegaEmbed(body, spec, { ast: true, renderer: "svg", actions: false, defaultStyle: false, config: config(), tooltip: { disableDefaultStyle: true }, loader: { target: "_self" } });
    figure.dataset.drawn = "yes";
  };
  const all = () => figures.forEach((figure) => draw(figure));
  all();
  document.addEventListener("quidnunc-theme", all);
})();
