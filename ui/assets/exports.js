/* Documents to take away (ui/html/export.py): fetched, so that what goes wrong is told on the page, then saved.
   Without this script the links and the form work too; the browser then shows an error as a page of its own. */
(() => {
  const KEPT_MS = 60000;
  const LONG_MS = 1500; /* before that, nobody has time to stop it */
  const words = (error) => (error instanceof TypeError ? "Readacross does not answer. Is it still running?" : error.message);
  const tell = (place, said) => {
    place.textContent = ""; /* the same words said again are announced again */
    requestAnimationFrame(() => { place.textContent = said; });
  };

  const saved = (blob, name) => {
    const address = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  };

  const taken = async (control, address) => {
    const group = control.closest(".take-away");
    const told = group.querySelector(":scope > .told");
    if (group.getAttribute("aria-busy") === "true") return; /* pressed twice */
    const stop = group.querySelector("[data-stops]");
    const asking = new AbortController();
    const shown = setTimeout(() => { stop.hidden = false; stop.onclick = () => asking.abort(); }, LONG_MS);
    group.setAttribute("aria-busy", "true");
    tell(told, "Preparing the document. Each quotation is checked against its paper…");
    try {
      await window.readacrossTray?.saved(); /* what was just written is part of it */
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) throw new Error(await answer.text());
      const name = decodeURIComponent(answer.headers.get("x-readacross-file"));
      saved(await answer.blob(), name);
      tell(told, `Downloaded: ${name}, ${decodeURIComponent(answer.headers.get("x-readacross-told"))}`);
    } catch (error) {
      tell(told, asking.signal.aborted ? "Stopped. Nothing was downloaded." : `Not downloaded. ${words(error)}`);
    } finally {
      clearTimeout(shown);
      if (document.activeElement === stop) control.focus();
      stop.hidden = true;
      group.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-takes]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    taken(link, link.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-takes]");
    if (!form) return;
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("button");
    taken(button, `${button.formAction}?${new URLSearchParams(new FormData(form))}`);
  });
})();
