/* Below every quotation: copy it, copy its citation, pin it, turn the pages of its paper. And the tray itself. */
(() => {
  const ADDRESS = "library/tray";
  const CHOSEN = "readacross-tray";
  const PAUSE_MS = 700;
  let held = new Set();
  let tray = null;
  try { tray = localStorage.getItem(CHOSEN); } catch { /* a browser that keeps nothing: the first tray is used */ }

  const root = () => document.getElementById("tray-root");
  const tell = (place, words) => {
    if (!place) return;
    place.textContent = ""; /* the same words said again are announced again */
    requestAnimationFrame(() => { place.textContent = words; });
  };
  const status = () => {
    const line = document.getElementById("tray-status");
    return line?.querySelector("[role=status] p") ?? line?.querySelector("[role=status]") ?? line;
  };

  const took = (answer) => {
    tray = answer.tray;
    held = new Set(answer.keys);
    try { if (tray === null) localStorage.removeItem(CHOSEN); else localStorage.setItem(CHOSEN, tray); } catch { /* as above */ }
    document.querySelectorAll("[data-tray-count]").forEach((place) => { place.textContent = String(answer.count); });
    document.querySelectorAll("[data-pin]").forEach(mark);
    return answer;
  };

  /* Return what the server answers; throw what it says when it refuses. */
  const ask = async (asked, { keepalive = false } = {}) => {
    const body = { tray, ...asked };
    const query = body.tray === null ? "" : `?tray=${encodeURIComponent(body.tray)}`;
    const answer = asked.do === "show"
      ? await fetch(ADDRESS + query)
      : await fetch(ADDRESS, { method: "POST", body: JSON.stringify(body), keepalive,
          headers: { "content-type": "application/json", "x-readacross": "page" } });
    if (!answer.ok) throw new Error(await answer.text());
    return took(await answer.json());
  };
  const words = (error) => (error instanceof TypeError ? "Readacross does not answer. Is it still running?" : error.message);

  const show = (answer) => {
    const place = root();
    if (!place) return;
    place.dataset.fetched = "yes";
    place.innerHTML = answer.html;
  };
  const open = async () => {
    const place = root();
    if (!place || place.dataset.fetched) return;
    place.dataset.fetched = "yes";
    try { show(await ask({ do: "show" })); } catch (error) { place.textContent = words(error); }
  };

  /* Quotations */
  const mark = (button) => {
    const is = held.has(button.dataset.key);
    const word = button.querySelector(".word");
    if (word && word.textContent !== (is ? "Pinned" : "Pin")) word.textContent = is ? "Pinned" : "Pin";
    button.classList.toggle("is-pinned", is);
    button.dataset.marked = "yes";
  };
  const quoted = (tools, what) => {
    const before = tools.previousElementSibling;
    return before?.matches(what) ? before : before?.querySelector(what) ?? tools.parentElement.querySelector(what);
  };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed, or no https: the old way */ }
    const box = document.createElement("textarea");
    const focused = document.activeElement;
    box.value = text;
    box.setAttribute("aria-hidden", "true");
    box.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(box);
    box.select();
    const is = document.execCommand("copy");
    box.remove();
    focused?.focus();
    return is;
  };
  const copied = async (button, tools) => {
    const what = button.dataset.copy;
    const done = await copy(quoted(tools, what)?.textContent ?? "");
    const said = what === "blockquote" ? "Quotation copied." : "Citation copied.";
    tell(tools.querySelector(":scope > .told"), done ? said : "This browser does not let it be copied: select the words instead.");
  };
  const pinned = async (button, tools) => {
    const { pin, start, end } = button.dataset;
    const part = start === undefined ? {} : { start: Number(start), end: Number(end) };
    const told = tools.querySelector(":scope > .told");
    try {
      const answer = await ask({ do: "pin", passage: pin, ...part });
      show(answer);
      tell(told, answer.said);
    } catch (error) { tell(told, words(error)); }
  };

  /* Pages */
  const turned = (button) => {
    const view = button.closest(".page-view");
    const { source, of: query, pages } = view.dataset;
    const page = Math.min(Number(pages), Math.max(1, Number(view.dataset.page) + Number(button.dataset.turn)));
    const is = view.dataset.on.split(",").includes(String(page));
    const address = `${source}${page}.png${query}`;
    const picture = view.querySelector("img");
    view.dataset.page = String(page);
    picture.hidden = false;
    picture.src = address;
    picture.alt = picture.alt.replace(/^Page \d+/, `Page ${page}`).replace(/, with the passage outlined$/, "") + (is ? ", with the passage outlined" : "");
    view.querySelector(".page-picture").href = address;
    tell(view.querySelector(".page-told"), `Page ${page} of ${pages}, ${is ? "with the passage outlined" : "without the passage"}.`);
    ends(view);
  };
  /* Not `disabled`: that would drop the focus of whoever turns pages with the keyboard. */
  const ends = (view) => {
    const page = Number(view.dataset.page);
    view.querySelector('[data-turn="-1"]').setAttribute("aria-disabled", String(page <= 1));
    view.querySelector('[data-turn="1"]').setAttribute("aria-disabled", String(page >= Number(view.dataset.pages)));
  };
  const undrawn = async (picture) => {
    const view = picture.closest(".page-view");
    picture.hidden = true;
    try {
      const answer = await fetch(picture.src);
      tell(view.querySelector(".page-told"), answer.ok ? "The page could not be loaded: open it again." : await answer.text());
    } catch (error) { tell(view.querySelector(".page-told"), words(error)); }
  };

  /* The tray */
  const changed = async (asked, refocus) => {
    try {
      await saveAll();
      const answer = await ask(asked);
      show(answer);
      tell(status(), answer.said);
      refocus?.();
    } catch (error) { tell(status(), words(error)); }
  };
  const moved = (button) => {
    const { item } = button.closest("[data-item]").dataset;
    const { by } = button.dataset;
    changed({ do: "move", item, by: Number(by) }, () => {
      const place = root().querySelector(`[data-item="${CSS.escape(item)}"]`);
      const again = place?.querySelector(`[data-do="move"][data-by="${by}"]`);
      (again?.disabled ? place.querySelector('[data-do="move"]:not(:disabled)') : again)?.focus();
    });
  };
  const sent = (form) => {
    const asked = { do: form.dataset.do };
    if (form.elements.name) asked.name = form.elements.name.value;
    const item = form.closest("[data-item]");
    if (item) asked.item = item.dataset.item;
    const next = item?.parentElement.nextElementSibling ?? item?.parentElement.previousElementSibling;
    const nextItem = next?.querySelector("[data-item]")?.dataset.item;
    changed(asked, () => {
      const place = nextItem && root().querySelector(`[data-item="${CSS.escape(nextItem)}"]`);
      const focus = place || root().querySelector(".tray-name, .notice h3");
      focus?.setAttribute("tabindex", "-1");
      focus?.focus();
    });
  };

  /* What is written is saved after a pause, when the box is left, and when the page is closed. */
  const unsaved = new Map();
  const underWay = new Set();
  const save = (form, options) => {
    const done = written(form, options);
    underWay.add(done);
    return done.finally(() => underWay.delete(done));
  };
  const written = async (form, options) => {
    clearTimeout(unsaved.get(form));
    unsaved.delete(form);
    const kept = form.querySelector(".kept");
    const asked = { do: "write", item: form.closest("[data-item]").dataset.item,
      note: form.elements.note.value, enquiry: form.elements.enquiry.value };
    form.querySelectorAll("textarea").forEach((box) => { box.nextElementSibling.textContent = box.value; });
    try { tell(kept, (await ask(asked, options)).said); } catch (error) { tell(kept, `Not saved. ${words(error)}`); }
  };
  const saveAll = (options) => Promise.all([...unsaved.keys()].map((form) => save(form, options)));

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    const tools = button?.closest(".tools");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.copy && tools) copied(button, tools);
    else if (button.dataset.pin && tools) pinned(button, tools);
    else if (button.dataset.turn) turned(button);
    else if (button.dataset.do === "move") moved(button);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("#tray-root form");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.do !== "write") sent(form);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.(".writing");
    if (!form) return;
    clearTimeout(unsaved.get(form));
    unsaved.set(form, setTimeout(() => save(form), PAUSE_MS));
  });
  document.addEventListener("change", async (event) => {
    const form = event.target.closest?.(".writing");
    if (form && unsaved.has(form)) save(form);
    if (event.target.id !== "tray-choice") return;
    await saveAll();
    tray = event.target.value;
    changed({ do: "show" }, () => {
      document.getElementById("tray-choice")?.focus();
      tell(status(), `“${tray}” is open.`);
    });
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".page-view") && event.target.open) ends(event.target);
  }, true);
  document.addEventListener("error", (event) => {
    if (event.target.matches?.(".page-view img")) undrawn(event.target);
  }, true);
  /* What makes documents of the tray waits for this, so that they hold what was just written. */
  window.readacrossTray = { saved: async () => { await saveAll(); await Promise.all(underWay); } };
  addEventListener("pagehide", () => saveAll({ keepalive: true }));

  new MutationObserver(() => {
    open();
    document.querySelectorAll("[data-pin]:not([data-marked])").forEach(mark);
  }).observe(document, { subtree: true, childList: true });
})();
