/* One figure answers one pair. A scanner types figures too, but faster than a person. */
(() => {
  "use strict";
  let last = -Infinity;
  document.addEventListener("keydown", (event) => {
    const quick = event.timeStamp - last < 35;
    last = event.timeStamp;
    if (quick || event.repeat || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || document.querySelector("dialog[open]")) return;
    const answer = document.querySelector(`[data-answer="${CSS.escape(event.key)}"]:not([disabled])`);
    if (!answer) return;
    event.preventDefault();
    // The next keystroke of a scanner follows within 35 ms; a person's answer can wait that long.
    const pressed = last;
    setTimeout(() => last === pressed && answer.click(), 60);
  });
})();
