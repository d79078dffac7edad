// Two sliders over the months of the world, instead of typing days.
"use strict";
(() => {
  const form = document.querySelector("[data-span-first]");
  const { spanFirst: first, spanLast: last } = form.dataset;
  if (!first || !last) return;
  const month = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const low = month(first), high = month(last);
  if (high <= low) return;
  const day = (number, end) => {
    const year = Math.floor(number / 12), at = number % 12;
    const date = end ? new Date(Date.UTC(year, at + 1, 0)) : new Date(Date.UTC(year, at, 1));
    return date.toISOString().slice(0, 10);
  };
  const bind = (id, name, end) => {
    const slider = document.getElementById(id), field = form.elements[name];
    const shown = slider.parentElement.querySelector("output");
    slider.parentElement.hidden = false;
    slider.min = low; slider.max = high;
    slider.value = field.value ? month(field.value) : end ? high : low;
    const tell = () => { shown.textContent = day(Number(slider.value), end).slice(0, 7); };
    slider.addEventListener("input", () => { field.value = day(Number(slider.value), end); tell(); });
    slider.addEventListener("change", () => form.requestSubmit());
    tell();
  };
  bind("slide-from", "since", false);
  bind("slide-to", "until", true);
})();
