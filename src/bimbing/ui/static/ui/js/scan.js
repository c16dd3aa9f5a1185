/* A scanner is a keyboard that types fast and ends with Enter. A card scanned on any page, whatever has the focus,
   goes to the scan box; the field it happened to type into gets back what it held. */
(() => {
  "use strict";
  const FAST = 35; // ms between two keys; nobody types so
  const CODE = /(?:^|\/)(K1[0-9A-Z]{10,30})$/i;
  let text = "";
  let last = -Infinity;
  let before = null; // the field as it was before the burst
  let unsaved = false; // was anything typed and not saved before the burst

  const remember = (el) => {
    if (!el || !("value" in el) || !/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName)) return null;
    const kept = { el, value: el.value };
    try {
      kept.range = [el.selectionStart, el.selectionEnd];
    } catch {
      /* a date or number field has no caret */
    }
    return kept;
  };

  const restore = () => {
    if (!before?.el.isConnected) return;
    const { el, value, range } = before;
    el.value = value;
    if (range && range[0] !== null) el.setSelectionRange(...range);
    el.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const send = (code) => {
    const box = document.getElementById("scan");
    if (!box) return;
    if (before && before.el !== box) {
      restore();
      if (!unsaved) window.bimbing?.clean(before.el.form);
    }
    const handled = !document.dispatchEvent(
      new CustomEvent("bimbing:scan", { detail: { code }, cancelable: true }),
    );
    if (handled) {
      if (before?.el === box) restore();
      return;
    }
    box.value = code;
    // Unsaved typing stays where it is: the person opens beside it.
    box.form.target = unsaved ? "_blank" : "";
    box.form.requestSubmit();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const gap = event.timeStamp - last;
    if (event.key === "Enter") {
      const code = gap < FAST * 3 && CODE.exec(text);
      text = "";
      if (!code) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      send(code[1].toUpperCase());
      return;
    }
    if (event.key.length !== 1) return; // Shift and its like
    if (gap >= FAST) {
      text = "";
      before = remember(event.target);
      unsaved = Boolean(window.bimbing?.unsaved());
    }
    last = event.timeStamp;
    text += event.key;
    // From "K1" on, a control that answers to keys (a list, a button) must not act on the rest.
    if (/^K1./i.test(text) && before === null) event.preventDefault();
  }, true);
})();
