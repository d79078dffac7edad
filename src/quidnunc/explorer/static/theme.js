// Before the page is drawn: the theme that the reader chose, if any; else the system's stands.
"use strict";
try {
  const chosen = localStorage.getItem("quidnunc-theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch { /* no storage: the system's theme */ }
