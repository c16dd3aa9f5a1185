/* Who corrects a proposed text in its place means it: its line is taken over. */
(() => {
  "use strict";
  document.addEventListener("input", (event) => {
    const radio = event.target.closest(".decide-text")?.closest(".decide-pick")?.querySelector("input[type=radio]");
    if (radio) radio.checked = true;
  });
})();
