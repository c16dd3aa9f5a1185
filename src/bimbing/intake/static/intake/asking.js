/* Questions answered by keys: 1, 2, 3, 0 and s press what carries that key in the question that has the focus; after an
   answer the focus goes to the next one. Without this file every answer is a form. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (el) => el.getClientRects().length > 0;
  const typing = (el) => /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && el.type !== "hidden";
  const questions = () => all("[data-question]").filter(shown);
  const here = () => document.activeElement?.closest?.("[data-question]");
  const go = (question) => {
    if (!question) return;
    question.focus({ preventScroll: true });
    question.scrollIntoView({ block: "nearest" });
  };

  // A field that opens is ready to be typed over, at once: the figures that follow must not be taken for answers.
  const ready = (box) => {
    const field = box.querySelector("input[name=text]") || box.querySelector("button");
    field?.focus();
    if (field?.matches("input")) field.select();
  };
  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (box.open && box.matches(".ask-type, .ask-same") && !box.contains(document.activeElement)) ready(box);
    else if (box.open && document.activeElement === box.querySelector("summary")) ready(box);
  }, true);

  let busy = false; // an answer is on its way: what is pressed meanwhile was not meant for the next question
  const press = (question, key) => {
    const control = question.querySelector(`[data-answer="${key}"]`);
    if (!control) return false;
    if (busy) return true;
    if (control.tagName === "SUMMARY") {
      control.parentElement.open = true;
      ready(control.parentElement);
    } else control.click();
    return true;
  };
  const link = (name) => {
    const found = document.querySelector(`[data-ask] [${name}]`);
    found?.click();
    return Boolean(found);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const target = event.target;
    const ask = document.querySelector("[data-ask]");
    const question = target.closest?.("[data-question]") || (ask && ask.querySelector("[data-question]"));
    let done = false;
    if (typing(target)) {
      const box = target.closest(".ask-type, .ask-same");
      if (event.key !== "Escape" || !box) return;
      box.open = false;
      (box.querySelector("summary") || question).focus();
      done = true;
    } else if (question && (event.repeat || busy)) {
      // A key held down, or pressed once too often, must not answer what nobody has read yet.
      done = /^([1230s ]|Enter|Backspace|ArrowLeft|ArrowRight)$/.test(event.key);
    } else if (event.repeat) {
      return;
    } else if (/^[1230s]$/.test(event.key)) {
      if (question) done = press(question, event.key);
      else if (target === document.body && event.key !== "s") {
        go(questions()[0]);
        done = questions().length > 0;
      }
    } else if (event.key === "t" && !ask) {
      const door = document.querySelector("[data-answer-all]");
      door?.click();
      done = Boolean(door);
    } else if (ask && event.key === "ArrowRight") done = link("data-later");
    else if (ask && (event.key === "ArrowLeft" || event.key === "Backspace")) done = link("data-back");
    else if (ask && event.key === "Enter" && !target.closest("a, button, summary")) {
      const first = question?.querySelector("[data-answer]");
      done = Boolean(first) && press(question, first.dataset.answer);
    } else if (question && !ask && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const list = questions();
      go(list[list.indexOf(question) + (event.key === "ArrowDown" ? 1 : -1)]);
      done = true;
    }
    if (done) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // The cell that is asked about is in sight, however long the row.
  const show = () => {
    const row = document.querySelector("[data-ask] .ask-row");
    const cell = row?.querySelector(".asked");
    if (cell) row.scrollTop = Math.max(0, cell.offsetTop - row.offsetTop - row.clientHeight / 2);
  };
  show();

  // ── after an answer ──────────────────────────────────────
  let place = -1;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const question = event.target.closest?.("[data-question]");
    place = question ? questions().indexOf(question) : -1;
    busy = Boolean(question);
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
    document.addEventListener(name, () => (busy = false));
  // What was refused stands selected before the next key falls: later it would throw away what is typed already.
  const refused = () => document.querySelector("[data-question] [aria-invalid=true], .ask-fields [aria-invalid=true]");
  const mend = () => {
    const wrong = refused();
    if (wrong && document.activeElement !== wrong) wrong.focus();
    return wrong;
  };
  document.addEventListener("htmx:afterSwap", () => {
    busy = false;
    mend()?.select();
  });
  document.addEventListener("htmx:afterSettle", () => {
    show();
    document.querySelector("[data-ask] .empty a")?.focus(); // all is answered: Enter goes back to the import
    if (place < 0) return;
    const list = questions();
    if (!mend() && !document.querySelector("[data-ask]")) go(list[Math.min(place, list.length - 1)]);
    place = -1;
  });
})();
