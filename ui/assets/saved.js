/* Saved searches (ui/html/saved.py): save the one on the page, open another, ask what is new, remove.
   What is new is marked as seen only when it has been shown. */
(() => {
  const ADDRESS = "library/saved";
  const root = () => document.getElementById("saved-root");
  let isFetched = false;

  const tell = (words) => {
    const line = document.getElementById("saved-told");
    line.textContent = ""; /* the same words said again are announced again */
    requestAnimationFrame(() => { line.textContent = words; });
  };
  const words = (error) => (error instanceof TypeError ? "Readacross does not answer. Is it still running?" : error.message);

  /* Return what the server answers; throw what it says when it refuses. */
  const ask = async (asked) => {
    const answer = await fetch(ADDRESS, asked
      ? { method: "POST", body: JSON.stringify(asked), headers: { "content-type": "application/json", "x-readacross": "page" } }
      : {});
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };

  const isAsked = () => Boolean(document.querySelector("#search-results [data-title]:not([data-title=''])"));
  const show = ({ html }, { isOpen } = {}) => {
    root().innerHTML = html;
    const list = root().querySelector("details.saved");
    if (list) list.open = isOpen ?? !isAsked();
  };
  const article = (name) => root().querySelector(`[data-saved="${CSS.escape(name)}"]`);

  const save = async (form) => {
    const { query } = document.querySelector("#search-results [data-query]").dataset;
    try {
      const answer = await ask({ do: "save", name: form.elements.name.value, query, shelf: form.dataset.shelf });
      show(answer);
      form.closest("details").open = false;
      form.closest("details").querySelector("summary").focus();
      tell(answer.said);
    } catch (error) { tell(words(error)); }
  };

  const news = async (button) => {
    const name = button.closest("[data-saved]").dataset.saved;
    const place = button.closest("[data-saved]").querySelector(".news");
    tell("Looking for what is new…");
    try {
      const answer = await ask({ do: "news", name });
      place.innerHTML = answer.news;
      tell(answer.said);
      await ask({ do: "seen", name });
    } catch (error) { tell(words(error)); }
  };

  const remove = async (form) => {
    const row = form.closest("li");
    const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("[data-saved]").dataset.saved;
    try {
      const answer = await ask({ do: "remove", name: form.closest("[data-saved]").dataset.saved });
      show(answer, { isOpen: true });
      (next ? article(next).querySelector("a, button, summary") : document.querySelector("#search-title h2"))?.focus();
      tell(answer.said);
    } catch (error) { tell(words(error)); }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-saves], form[data-removes]");
    if (!form) return;
    event.preventDefault();
    if ("saves" in form.dataset) save(form); else remove(form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-news]");
    if (button) news(button);
  });

  const fetchOnce = async () => {
    if (isFetched || !root()) return;
    isFetched = true;
    try { show(await ask()); } catch (error) { tell(words(error)); }
  };
  let wasAsked = false;
  new MutationObserver(() => {
    fetchOnce();
    if (wasAsked === isAsked()) return;
    wasAsked = isAsked();
    const list = root()?.querySelector("details.saved");
    if (list) list.open = !wasAsked;
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-query", "data-title"] });
})();
