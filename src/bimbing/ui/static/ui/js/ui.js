/* Keys, dialogs, menus. The page works without; nothing is kept in the browser. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));
  const shown = (el) => el && el.getClientRects().length > 0;

  // ── dialogs ──────────────────────────────────────────────
  const open = (id) => {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
  };
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) open(opener.dataset.open);
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog")?.close();
    if (event.target.tagName === "DIALOG") event.target.close();
    for (const menu of all("details.menu[open], details.menu-bar[open]"))
      if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest("[data-print]")) window.print();
  });
  // Groups stand open beside a list; under a thumb they wait to be asked for.
  if (matchMedia("(max-width: 47.99rem)").matches || document.documentElement.matches(".large"))
    for (const el of all("details.facets")) el.open = false;
  for (const el of all("[data-open][hidden], [data-print][hidden]")) el.hidden = false;

  // ── "are you sure": on a form, a button or, through htmx, anything with hx-confirm ──
  const ask = (question, yes, then) => {
    const dialog = $("#confirm");
    if (!dialog) return window.confirm(question) && then();
    $("#confirm-text").textContent = question;
    const button = $("[value=yes]", dialog);
    button.dataset.usual ||= button.textContent;
    button.textContent = yes || button.dataset.usual;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && then(), { once: true });
    dialog.showModal();
  };
  let agreed = null;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const by = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!by.dataset.confirm || agreed === form) return void (agreed = null);
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    ask(by.dataset.confirm, by.dataset.confirmYes, () => {
      agreed = form;
      form.requestSubmit(submitter);
    });
  }, true);
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, event.detail.elt.dataset.confirmYes, () => event.detail.issueRequest(true));
  });

  // ── a form that must not lose what was typed ─────────────
  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-guard]")) dirty.add(form);
  });
  document.addEventListener("submit", (event) => dirty.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });
  window.bimbing = {
    unsaved: () => [...dirty].some((form) => form.isConnected),
    clean: (form) => dirty.delete(form),
  };

  // ── picking rows for a bulk step ─────────────────────────
  const count = (root) => {
    const boxes = all("tbody input[type=checkbox][name]", root);
    const picked = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.closest("tr").classList.toggle("picked", box.checked);
    const every = $("[data-pick-all]", root);
    if (every) {
      every.checked = picked > 0 && picked === boxes.length;
      every.indeterminate = picked > 0 && picked < boxes.length;
    }
    for (const el of all("[data-picked]", root)) el.textContent = picked;
    for (const el of all("[data-when-picked]", root)) el.hidden = picked === 0;
  };
  document.addEventListener("change", (event) => {
    const root = event.target.closest("[data-bulk]");
    if (!root) return;
    if (event.target.matches("[data-pick-all]"))
      for (const box of all("tbody input[type=checkbox][name]", root)) box.checked = event.target.checked;
    count(root);
  });
  // Space ticks the row one walks on, Shift everything from the row ticked last; Shift and an arrow tick on the way.
  let anchor = null;
  const tick = (box, value, through) => {
    const boxes = all("tbody input[type=checkbox][name]", box.closest("[data-bulk]"));
    const [from, to] = [boxes.indexOf(through && anchor?.isConnected ? anchor : box), boxes.indexOf(box)];
    for (const one of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = value;
    anchor = box;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    if (event.target.matches?.("[data-bulk] tbody input[type=checkbox][name]"))
      tick(event.target, event.target.checked, event.shiftKey);
  });
  document.addEventListener("keydown", (event) => {
    const row = event.target.matches?.("[data-bulk] tbody .main-cell a") ? event.target.closest("tr") : null;
    const box = row && $("input[type=checkbox][name]", row);
    if (!box || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " ") {
      event.preventDefault();
      tick(box, event.shiftKey || !box.checked, event.shiftKey);
    } else if (event.shiftKey && event.key.startsWith("Arrow")) tick(box, true, false);
  });
  const countAll = () => all("[data-bulk]").forEach(count);
  countAll();
  document.addEventListener("htmx:afterSwap", countAll);

  // ── keys ─────────────────────────────────────────────────
  const rows = (from) => all("[data-rows] [data-row], table[data-rows] .main-cell a", from).filter(shown);
  const step = (event) => {
    const here = event.target.closest("[data-rows]");
    const list = rows(here?.parentElement || document);
    if (!list.length || (typing(event.target) && event.target.id !== "scan" && !event.target.dataset.toRows)) return;
    if (typing(event.target) && event.key === "ArrowUp") return;
    const row = event.target.closest("tr, li");
    const now = here && row ? list.findIndex((link) => row.contains(link)) : -1;
    const next = list[Math.max(0, Math.min(list.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)))];
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    const box = event.shiftKey && next.closest("[data-bulk]") && $("input[type=checkbox][name]", next.closest("tr"));
    if (box) tick(box, true, false);
  };
  const escape = (event) => {
    const menu = $("details.menu[open], details.menu-bar[open]");
    if (menu) {
      menu.open = false;
      $("summary", menu).focus();
    } else if (event.target.type === "search") {
      event.target.value ? (event.target.value = "") : event.target.blur();
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (!typing(event.target)) $("[data-key=Escape]")?.click();
  };
  const single = {
    "/": () => ($("#scan")?.focus(), $("#scan")?.select()),
    "?": () => open("keys"),
    n: () => $("[data-key=n]")?.click(),
  };
  let gone = -Infinity; // when `g` was pressed
  let last = -Infinity;
  document.addEventListener("keydown", (event) => {
    const quick = event.timeStamp - last < 35; // a scanner types, not a person
    last = event.timeStamp;
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.form || event.target.closest?.("form") || $("form[data-main]");
      if (form && form.role !== "search" && form.method !== "dialog") {
        event.preventDefault();
        form.requestSubmit($("[data-save]", form) || undefined);
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return escape(event);
    if ($("dialog[open]")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return step(event);
    if (typing(event.target) || quick || event.repeat) return;
    if (event.timeStamp - gone < 1500) {
      gone = -Infinity;
      const to = all("a[data-go]").find((link) => link.dataset.go === event.key.toLowerCase());
      if (to) {
        event.preventDefault();
        to.click();
      }
      return;
    }
    if (event.key === "g") gone = event.timeStamp;
    else if (single[event.key]) {
      event.preventDefault();
      single[event.key]();
    }
  });
})();
