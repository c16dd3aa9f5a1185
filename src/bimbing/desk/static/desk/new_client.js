/* "Take it over": a suggestion goes into its fields with one key, and the typing goes on behind them. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const fields = button.closest("form").elements;
    let last = null;
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) {
      last = fields[name];
      last.value = value;
      last.dispatchEvent(new Event("input", { bubbles: true }));
    }
    last?.focus();
  });
})();
