/* The councils to tick (ui/html/councils.py): all or none of them, how many in words, and fewer to choose from.
   Ticks outlast the list's being written anew, when papers have come or gone. */
(() => {
  const kept = new Map(); /* by place: what was offered, and what of it was ticked */
  const LIST = "fieldset.councils";

  const boxes = (list) => [...list.querySelectorAll("input[name=council]")];
  const placeOf = (list) => list.closest(".place")?.id ?? "";
  const shown = (list) => boxes(list).filter((box) => !box.closest("label").hidden);
  const inWords = (ticked, of) => (ticked === of ? `all ${of} ticked` : `${ticked || "none"} of ${of} ticked`);
  const write = (element, words) => { if (element && element.textContent !== words) element.textContent = words; };
  const tell = (list, words) => {
    const line = list.querySelector("[role=status]");
    line.textContent = ""; /* the same words said again are announced again */
    requestAnimationFrame(() => { line.textContent = words; });
  };

  const count = (list) => {
    const all = boxes(list);
    const ticked = all.filter((box) => box.checked).map((box) => box.value);
    kept.set(placeOf(list), { known: new Set(all.map((box) => box.value)), ticked: new Set(ticked) });
    const words = inWords(ticked.length, all.length);
    write((list.closest("details.councils") ?? list).querySelector(".ticked"), words);
    return `${words[0].toUpperCase()}${words.slice(1)}.`;
  };

  const narrow = (list) => {
    const typed = list.querySelector("[data-narrows]")?.value.trim().toLowerCase() ?? "";
    boxes(list).forEach((box) => { box.closest("label").hidden = !box.value.toLowerCase().includes(typed); });
    const some = typed ? " of these" : "";
    write(list.querySelector("[data-ticks=all]"), `Select all${some}`);
    write(list.querySelector("[data-ticks=none]"), typed ? "Clear these" : "Clear");
    const left = shown(list).length;
    return left === 1 ? "1 council in the list." : `${left || "No"} councils in the list.`;
  };

  /* Called for every list as it is written: those that were offered before stay as they were ticked. */
  const take = (list) => {
    const before = kept.get(placeOf(list));
    list.dataset.taken = "yes";
    if (before) {
      boxes(list).forEach((box) => { if (before.known.has(box.value)) box.checked = before.ticked.has(box.value); });
      list.dataset.kept = "yes"; /* the page's address has been heard already */
    }
    count(list);
  };

  document.addEventListener("change", (event) => {
    const list = event.target.matches?.("input[name=council]") && event.target.closest(LIST);
    if (list) count(list);
  });
  document.addEventListener("input", (event) => {
    const list = event.target.matches?.("[data-narrows]") && event.target.closest(LIST);
    if (list) tell(list, narrow(list));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-ticks]");
    const list = button?.closest(LIST);
    if (!list) return;
    shown(list).forEach((box) => { box.checked = button.dataset.ticks === "all"; });
    tell(list, count(list));
  });
  document.addEventListener("readacross:filled", () => {
    document.querySelectorAll(LIST).forEach((list) => {
      const box = list.querySelector("[data-narrows]");
      if (box?.value) { box.value = ""; narrow(list); }
      count(list);
    });
  });

  new MutationObserver(() => {
    document.querySelectorAll(`${LIST}:not([data-taken])`).forEach(take);
  }).observe(document, { subtree: true, childList: true });
})();
