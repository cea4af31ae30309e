/* The Papers place: files are chosen or dropped and read one after another; papers are found, corrected and removed.
   What is done here is asked at library/papers (ui/routes/papers.py, ui/routes/adding.py); then the whole page follows. */
(() => {
  const ADDRESS = "library/papers";
  const SPEAK_AFTER_MS = 10000; /* a screen reader hears of progress no more often */
  const FEWEST_TO_FIND_AMONG = 8;
  let batch = null; /* files being read */
  let awaited = null; /* what is done once the list shows what has changed: returns whether it could be */

  const byId = (id) => document.getElementById(id);
  const place = () => byId("papers-panel");
  const part = (selector) => place()?.querySelector(selector);
  const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const words = (error) => (error instanceof TypeError ? "Readacross does not answer. Is it still running?" : error.message);
  const focus = (element) => {
    if (!element) return false;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
    return true;
  };

  const say = (html, error = "") => {
    const said = part("#papers-status .said");
    said.innerHTML = ""; /* the same words said again are announced again */
    requestAnimationFrame(() => { said.innerHTML = html; });
    part("#papers-status .wrong").innerHTML = error;
  };
  const sayWords = (text) => {
    const line = document.createElement("p");
    line.textContent = text;
    say(line.outerHTML);
  };
  const wrong = (text) => {
    const box = document.createElement("div");
    box.className = "error";
    box.setAttribute("role", "alert");
    box.append(Object.assign(document.createElement("h2"), { textContent: text }));
    say("", box.outerHTML);
  };

  const post = async (address, body, headers = {}) => {
    const answer = await fetch(address, { method: "POST", body, headers: { "x-readacross": "page", ...headers } });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const ask = (asked) => post(ADDRESS, JSON.stringify(asked), { "content-type": "application/json" });
  const follow = (then = null) => {
    awaited = then;
    document.dispatchEvent(new Event("readacross:papers"));
  };

  /* Correct */
  let chosen = "", filledWith = "";
  const fill = () => {
    const form = byId("corrections"), paper = byId(`paper-${chosen}`);
    if (!form) return;
    form.hidden = !paper;
    /* What a person is typing stays until the paper, or what is known of it, is another. */
    const now = paper ? chosen + paper.dataset.facts : "";
    if (paper && now !== filledWith) {
      Object.entries(JSON.parse(paper.dataset.facts)).forEach(([name, value]) => { form.elements[name].value = value; });
      form.querySelector(".which").textContent = paper.querySelector("h4").textContent;
    }
    filledWith = now;
  };
  const choose = (paper) => {
    if (!byId(`paper-${paper}`)) return false;
    chosen = paper;
    fill();
    return focus(byId("correcting"));
  };
  const close = () => {
    const paper = `paper-${chosen}`;
    chosen = "";
    fill();
    go(paper);
  };
  const correct = async (form) => {
    say("<p>Saving…</p>");
    try {
      const { said, error } = await ask({ do: "correct", paper: chosen, ...Object.fromEntries(new FormData(form)) });
      say(said, error);
      if (!error) follow();
    } catch (error) { wrong(words(error)); }
  };

  /* Remove */
  /* The line that is announced stands at the head of the place; this one stands where the paper stood. */
  const tellBeside = (near, said, wasAlone) => {
    part(".removed-here")?.remove();
    const line = Object.assign(document.createElement("div"), { className: "removed-here", innerHTML: said });
    ((wasAlone && near.closest(".of-council")) || near).before(line);
  };
  const remove = async (button) => {
    const shown = [...place().querySelectorAll(".paper:not([hidden])")];
    const at = shown.indexOf(button.closest(".paper"));
    /* Kept by name: when the list is written anew, Gradio makes other papers of the same elements. */
    const [gone, next] = [shown[at].id, (shown[at + 1] ?? shown[at - 1])?.id];
    const wasAlone = button.closest(".of-council").querySelectorAll(".paper").length === 1;
    button.disabled = true;
    try {
      const { said, error } = await ask({ do: "remove", paper: button.dataset.removes });
      say(said, error);
      if (error) button.disabled = false;
      follow(() => {
        if (byId(gone)) return false;
        const near = byId(next) ?? part("#papers-list h2");
        if (!error) tellBeside(near, said, wasAlone);
        return focus(near);
      });
    } catch (error) {
      button.disabled = false;
      wrong(words(error));
    }
  };

  /* Find */
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, "").toLowerCase();
  let told = null;
  const find = () => {
    const list = byId("papers-list"), finding = part(".find");
    if (!list || !finding) return;
    const papers = [...list.querySelectorAll(".paper")];
    finding.hidden = papers.length < FEWEST_TO_FIND_AMONG;
    const wanted = finding.hidden ? [] : plain(byId("papers-find").value).split(/\s+/).filter(Boolean);
    list.querySelectorAll(".of-council").forEach((section) => {
      const council = plain(section.querySelector("h3").textContent);
      const here = [...section.querySelectorAll(".paper")];
      here.forEach((paper) => {
        const text = wanted.length ? council + plain(paper.textContent) : "";
        paper.hidden = !wanted.every((word) => text.includes(word));
      });
      section.hidden = here.every((paper) => paper.hidden);
    });
    const index = list.querySelector(".index");
    if (index) index.hidden = wanted.length > 0;
    clearTimeout(told);
    told = setTimeout(() => {
      const shown = papers.filter((paper) => !paper.hidden).length;
      const line = wanted.length ? `${shown || "No"} of ${count(papers.length, "paper")} ${shown === 1 ? "has" : "have"} these words.` : "";
      const found = finding.querySelector(".found");
      if (found.textContent !== line) found.textContent = line;
    }, 500);
  };
  const go = (id) => {
    const target = byId(id);
    if (!target) return false;
    if (target.closest("[hidden]")) { byId("papers-find").value = ""; find(); }
    const details = target.querySelector(":scope > details");
    if (details) details.open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
    return true;
  };

  /* Add */
  const draw = () => {
    const { items, done, isCancelled } = batch;
    const name = items[done]?.name ?? "";
    const now = isCancelled ? `Stopping as soon as ${name} has been read` : `Reading ${done + 1} of ${items.length}: ${name}`;
    const bar = part(".progress-of-adding progress");
    byId("adding-now").textContent = now;
    bar.max = items.length;
    bar.value = done;
    if (Date.now() - batch.spokenAt < SPEAK_AFTER_MS && !isCancelled) return;
    batch.spokenAt = Date.now();
    sayWords(`${now}.`);
  };
  const listed = (became, item) => {
    const section = part(`.became [data-became="${became}"]`);
    section.querySelector("ul").append(item);
    section.hidden = false;
  };
  const itemOf = (...texts) => {
    const item = document.createElement("li");
    item.append(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    return item;
  };

  const send = async ({ name, file, digest }) => {
    if (digest) return post(`${ADDRESS}/file?${new URLSearchParams({ digest })}`);
    try { await file.slice(0, 1).arrayBuffer(); } catch {
      return { became: "refused", counts: { refused: 1 }, item: itemOf(name, "The browser cannot read it. Check that it is still there and that you may open it.") };
    }
    const isTooBig = file.size > Number(part(".drop").dataset.most); /* the answer says so; its bytes need not go there */
    const query = new URLSearchParams({ name, size: file.size });
    return post(`${ADDRESS}/file?${query}`, isTooBig ? "" : file, { "content-type": "application/octet-stream" });
  };
  const took = ({ became, counts, html, item }) => {
    const made = item ?? Object.assign(document.createElement("template"), { innerHTML: html ?? "" }).content.firstElementChild;
    listed(became, made);
    Object.entries(counts).forEach(([name, n]) => { batch.counts[name] = (batch.counts[name] ?? 0) + n; });
  };

  const begin = (items) => {
    batch = { items, done: 0, counts: {}, isCancelled: false, spokenAt: 0 };
    part(".became").hidden = true;
    place().querySelectorAll(".became section").forEach((section) => {
      section.hidden = true;
      section.querySelector("ul").replaceChildren();
    });
    part(".progress-of-adding").hidden = false;
  };
  const read = async () => {
    while (batch.done < batch.items.length && !batch.isCancelled) {
      draw();
      took(await send(batch.items[batch.done]));
      batch.done += 1;
    }
  };
  const finish = async (stopped) => {
    const { items, done, counts } = batch;
    const left = items.slice(done);
    left.forEach(({ name }) => listed("left", itemOf(name)));
    const focused = document.activeElement;
    const mayTakeFocus = !focused || focused === document.body || focused.closest("#papers-adding, #papers-list h2, [data-digests]");
    part(".progress-of-adding").hidden = true;
    byId("became").textContent = `What became of ${count(items.length, "file")}`;
    part(".became").hidden = false;
    batch = null;
    let summary = { said: "", error: "" };
    try { summary = await ask({ do: "finish", ...counts, left: left.length }); } catch { /* what stopped it is said below */ }
    if (stopped) wrong(`Reading stopped at ${left[0]?.name ?? "the end"}. ${words(stopped)}`);
    else say(summary.said, summary.error);
    follow();
    if (mayTakeFocus) focus(byId("became"));
  };
  const add = async (items) => {
    if (!items.length) return;
    if (batch) { batch.items.push(...items); draw(); return; }
    begin(items);
    let stopped = null;
    try { await read(); } catch (error) { stopped = error; }
    await finish(stopped);
  };

  const isHidden = (path) => path.split("/").some((step) => step.startsWith("."));
  const itemsOf = (files) => files
    .map((file) => ({ name: file.name, file, path: file.webkitRelativePath || file.name }))
    .filter(({ path, file }) => !(file.webkitRelativePath && isHidden(path)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const filesIn = async (entry) => {
    if (entry.isFile) return [await new Promise((found, lost) => { entry.file(found, lost); })];
    const reader = entry.createReader();
    const inside = [];
    for (let some = [null]; some.length;) { /* a browser gives a hundred at a time */
      some = await new Promise((found, lost) => { reader.readEntries(found, lost); });
      inside.push(...some.filter(({ name }) => !name.startsWith(".")));
    }
    inside.sort((a, b) => (a.name < b.name ? -1 : 1));
    return (await Promise.all(inside.map(filesIn))).flat();
  };
  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [...transfer.files];
    try {
      const found = entries.length ? (await Promise.all(entries.map(filesIn))).flat() : files;
      if (found.length) add(found.map((file) => ({ name: file.name, file })));
      else sayWords("There are no files in what was dropped.");
    } catch { wrong("The browser cannot read what was dropped. Choose the files instead."); }
  };

  const isOpen = () => Boolean(place()?.offsetParent);
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (is) => part(".drop")?.classList.toggle("is-over", is);
  /* Anywhere on the place: beside the area, the browser would open the file and leave the page. */
  document.addEventListener("dragover", (event) => {
    if (!isOpen() || !carriesFiles(event)) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    if (!isOpen() || !carriesFiles(event)) return;
    event.preventDefault();
    over(false);
    dropped(event.dataTransfer);
  });
  addEventListener("beforeunload", (event) => { if (batch) event.preventDefault(); });

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (!target.matches?.("#adding-files, #adding-folder") || !target.files.length) return;
    const items = itemsOf([...target.files]);
    target.value = ""; /* so that the same files can be chosen again */
    add(items);
  });
  document.addEventListener("input", (event) => { if (event.target.id === "papers-find") find(); });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "corrections") return;
    event.preventDefault();
    correct(event.target);
  });
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("#papers-panel :is(a, button)");
    if (!pressed) return;
    const { corrects, goes, removes, digests } = pressed.dataset;
    if (goes) event.preventDefault();
    /* What has just been added may not be in the list yet. */
    if (corrects && !choose(corrects)) follow(() => choose(corrects));
    else if (goes && !go(goes)) follow(() => go(goes));
    else if (removes) remove(pressed);
    else if (digests) add(JSON.parse(digests).map((digest) => ({ name: digest, digest })));
    else if ("closes" in pressed.dataset) close();
    else if ("cancels" in pressed.dataset && batch) { batch.isCancelled = true; draw(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("#corrections")) close();
  });

  new MutationObserver((changes) => {
    const list = byId("papers-list");
    if (!list || !changes.some(({ target }) => list.contains(target) || target.contains(list))) return;
    find();
    fill();
    if (awaited?.()) awaited = null;
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-facts"] });
})();
