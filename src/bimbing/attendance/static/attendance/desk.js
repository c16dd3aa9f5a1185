/* The desk: a scanned card opens here at once; a note that is being typed is not lost to it. */
(() => {
  "use strict";
  const page = document.querySelector("[data-desk]");
  if (!page) return;
  const note = document.getElementById("visit_note");
  document.addEventListener("bimbing:scan", (event) => {
    event.preventDefault();
    if (note?.value.trim()) {
      page.querySelector("[data-unsaved]").hidden = false;
      note.focus();
      return;
    }
    window.location.assign(`${page.dataset.desk}?kode=${encodeURIComponent(event.detail.code)}`);
  });
  document.querySelector("#kode[autofocus]")?.select(); // the next scan replaces what stands there
  // The next client: Escape leaves the one on the screen.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const code = document.getElementById("kode");
    if (document.activeElement !== code) code.focus();
  });
})();
