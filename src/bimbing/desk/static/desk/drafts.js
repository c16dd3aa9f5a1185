/* What is typed at the one door is kept: on the server some seconds after the typing stops and when the page is left, and
   in this browser until the server has it. Then nothing of it stays behind here; signing out takes the rest (forget.js). */
(() => {
  "use strict";
  const PREFIX = "bimbing-draf:";
  const QUIET = 3000; // typing has stopped
  const AGAIN = 15000; // the server could not be reached
  const FORGOTTEN = 12 * 3600 * 1000; // what somebody else left behind on this computer
  const place = document.querySelector("[data-draft]");
  if (!place) return;
  const form = place.matches("form") ? place : null;
  const mine = `${PREFIX}${place.dataset.staff}:`;

  const store = (act) => {
    try {
      return act(window.localStorage);
    } catch {
      return null; // a browser that keeps nothing, or has no room left
    }
  };
  const entries = () =>
    store((kept) => Object.keys(kept).filter((name) => name.startsWith(PREFIX)).map((name) => [name, JSON.parse(kept.getItem(name))])) || [];
  const forget = (name) => store((kept) => kept.removeItem(name));

  const packed = (fields) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    body.set("csrfmiddlewaretoken", place.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("skrip", "1");
    return body;
  };
  const send = async (fields) => {
    const answer = await fetch(place.dataset.draft, { method: "POST", body: packed(fields), redirect: "manual", keepalive: true });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // ── what a lost connection or a closed window left in this browser ──
  const recover = async (but) => {
    let found = 0;
    for (const [name, entry] of entries()) {
      if (name === but) continue;
      if (!name.startsWith(mine)) {
        if (Date.now() - entry.at > FORGOTTEN) forget(name);
        continue;
      }
      try {
        await send(entry.fields);
        forget(name);
        found += 1;
      } catch {
        return; // it stays here and is handed in later
      }
    }
    place.dataset.handedIn = String(found);
    if (found && form) window.htmx?.trigger("#drafts", "handed-in");
  };
  if (!form) return void recover("");

  // ── the page itself ──────────────────────────────────────
  const { draf, draf_versi: version, halaman: page, giliran: count } = form.elements;
  const own = `${mine}${page.value}`;
  const state = form.querySelector("[data-draft-state]");
  let turn = Number(count.value);
  let kept = turn;
  let apart = false;
  let ended = false;
  let timer = 0;
  let running = null;

  const fields = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const say = (words) => state && (state.textContent = words);
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const typed = () => {
    turn += 1;
    count.value = turn;
    store((shelf) => shelf.setItem(own, JSON.stringify({ at: Date.now(), fields: fields() })));
    later(QUIET);
  };
  const saving = async () => {
    const sent = turn;
    try {
      const got = await send(fields());
      draf.value = got.draf;
      version.value = got.versi;
      kept = sent;
      apart ||= got.terpisah;
      if (turn === sent) {
        forget(own);
        window.bimbing?.clean(form);
      }
      say(got.jam ? `${state.dataset.kept} ${got.jam}. ${apart ? state.dataset.apart : ""}` : "");
      return true;
    } catch {
      say(state?.dataset.waiting);
      if (!ended) later(AGAIN);
      return false;
    }
  };
  /* One after the other, so that no answer is taken for another's. */
  const save = () => {
    clearTimeout(timer);
    if (ended) return Promise.resolve(true);
    running = (running || Promise.resolve(true)).then(() => (ended || turn === kept ? true : saving()));
    return running;
  };

  form.addEventListener("input", typed);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.matches("[data-draft-save]")) {
      event.preventDefault();
      if (turn === kept) typed();
      save();
    } else {
      ended = true;
      clearTimeout(timer);
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && turn !== kept) save();
  });
  window.addEventListener("pagehide", () => {
    if (!ended && turn !== kept) navigator.sendBeacon(place.dataset.draft, packed(fields()));
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ended = false;
  });

  // A draft that is thrown away is not handed in again; who signs out takes what he typed with him.
  let leaving = false;
  document.addEventListener("submit", (event) => {
    const target = event.target;
    if (target.matches("[data-draft-end]"))
      for (const [name, entry] of entries())
        if (name !== own && entry.fields.some(([field, value]) => field === "draf" && target.action.includes(value))) forget(name);
    if (!target.matches("[data-forget]") || leaving || ended || turn === kept) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    save().then((done) => {
      if (!done && !window.confirm(state?.dataset.waiting)) return;
      leaving = true;
      target.requestSubmit();
    });
  }, true);

  if ("draftUnsaved" in form.dataset) typed();
  recover(own);
})();
