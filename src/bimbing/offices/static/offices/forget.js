/* Whoever signed out leaves nothing behind on a shared computer. Whose session merely ended finds what he typed again. */
(() => {
  "use strict";
  if (!new URLSearchParams(location.search).has("keluar")) return;
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("bimbing-")) localStorage.removeItem(name);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
})();
