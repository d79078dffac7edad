// The review by keys. Every key presses a button or a link that is on the page; without scripts these do the same.
"use strict";
(() => {
  const typing = (target) => target.closest("input, textarea, select");
  const summaries = [...document.querySelectorAll(".fields summary")];
  const help = document.querySelector("dialog.keys");
  const fix = document.querySelector("[data-fix]");
  const pressed = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  let sent = false;

  for (const button of document.querySelectorAll("[data-fix], [data-help]")) button.hidden = false;
  const choose = (step) => {
    const at = summaries.indexOf(document.activeElement);
    summaries[Math.max(0, Math.min(summaries.length - 1, at < 0 ? 0 : at + step))]?.focus();
  };
  fix?.addEventListener("click", () => choose(0));
  document.querySelector("[data-help]")?.addEventListener("click", () => help.showModal());

  // A second press while the first is on its way would judge the next event unseen.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
  }
  addEventListener("pageshow", () => { sent = false; });

  for (const details of document.querySelectorAll(".fields details")) {
    details.addEventListener("toggle", () => {
      if (details.open) details.querySelector("select, input:not([type=hidden])")?.focus();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || help?.open) return;
    const { target, key } = event;
    if (key === "Escape") {
      const details = target.closest(".fields details[open]");
      if (details) { details.open = false; details.querySelector("summary").focus(); } else target.blur();
      return;
    }
    if (typing(target)) return;
    if (key === "?") { if (!help) return; help.showModal(); }
    else if (key === "f" && summaries.length) choose(0);
    else if (key === "j" || key === "ArrowDown") { if (!summaries.includes(document.activeElement)) return; choose(1); }
    else if (key === "k" || key === "ArrowUp") { if (!summaries.includes(document.activeElement)) return; choose(-1); }
    else if (key.length === 1 && pressed(key)) {
      const thing = pressed(key);
      if (thing.matches("input")) thing.focus(); else thing.click();
    } else return;
    event.preventDefault();
  });

  // Names that the gazetteer knows, offered while one is typed.
  const list = document.getElementById("actors");
  const own = list ? [...list.children].map((option) => option.value) : [];
  let asked = 0;
  for (const field of document.querySelectorAll("[data-names]")) {
    field.addEventListener("input", async () => {
      const cut = field.value.lastIndexOf(";") + 1;
      const before = field.value.slice(0, cut), begun = field.value.slice(cut).trim();
      if (begun.length < 2) return;
      const now = ++asked;
      const answer = await fetch(`/review/names.json?begun=${encodeURIComponent(begun.slice(0, 80))}`);
      if (!answer.ok || now !== asked) return;
      const names = [...new Set([...own, ...(await answer.json())])];
      list.replaceChildren(...names.map((name) => {
        const option = document.createElement("option");
        option.value = before ? `${before} ${name}` : name;
        return option;
      }));
    });
  }
})();
