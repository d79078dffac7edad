// An article: looking at an event's record shows the words that it rests on, and the other way round.
"use strict";
(() => {
  const reading = document.querySelector(".reading");
  const cards = [...document.querySelectorAll(".card")];
  const spans = [...document.querySelectorAll("[data-of]")];
  if (!cards.length) return;
  document.querySelector("[data-keys]").hidden = false;
  let held = cards.find((card) => card.classList.contains("on"))?.dataset.event ?? null;

  const show = (id) => {
    reading.classList.toggle("focused", id !== null);
    for (const card of cards) card.classList.toggle("on", card.dataset.event === id);
    for (const span of spans) {
      for (const name of [...span.classList]) if (name.startsWith("hot-")) span.classList.remove(name);
      for (const owner of span.dataset.of.split(" ")) {
        const cut = owner.lastIndexOf(":");
        if (owner.slice(0, cut) === id) span.classList.add(`hot-${owner.slice(cut + 1)}`);
      }
    }
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const reveal = (id) => {
    const pin = document.getElementById(`t-${id}`);
    if (pin) pin.scrollIntoView({ block: "center", behavior: still });
  };
  const hold = (id, focus) => {
    held = id;
    show(id);
    const url = new URL(location.href);
    if (id === null) { url.searchParams.delete("event"); url.hash = ""; } else { url.searchParams.set("event", id); url.hash = `e-${id}`; }
    history.replaceState(null, "", url);
    if (id !== null && focus) { document.getElementById(`e-${id}`).focus({ preventScroll: true }); document.getElementById(`e-${id}`).scrollIntoView({ block: "nearest", behavior: still }); reveal(id); }
  };

  for (const card of cards) {
    const id = card.dataset.event;
    card.addEventListener("mouseenter", () => show(id));
    card.addEventListener("mouseleave", () => show(held));
    card.addEventListener("focusin", () => show(id));
    card.addEventListener("click", (event) => { if (!event.target.closest("a")) hold(id, false), reveal(id); });
  }
  for (const span of spans) {
    const ids = span.dataset.of.split(" ").filter((owner) => owner.endsWith(":trigger")).map((owner) => owner.slice(0, owner.lastIndexOf(":")));
    if (!ids.length) continue;
    span.addEventListener("mouseenter", () => show(ids[0]));
    span.addEventListener("mouseleave", () => show(held));
    span.addEventListener("click", (event) => { event.preventDefault(); hold(ids[0], false); document.getElementById(`e-${ids[0]}`).scrollIntoView({ block: "nearest", behavior: still }); });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const at = cards.findIndex((card) => card.dataset.event === held);
    if (event.key === "j") hold(cards[Math.min(at + 1, cards.length - 1)].dataset.event, true);
    else if (event.key === "k") hold(cards[Math.max(at - 1, 0)].dataset.event, true);
    else if (event.key === "Escape") hold(null, false);
    else return;
    event.preventDefault();
  });
  if (held) reveal(held);
})();
