/* A form that is folded away once an answer stands (ui/html/folding.py), and links that lead down a long answer. */
(() => {
  const seen = new WeakMap(); /* by answer, what it answers: Gradio may keep an element and change what it says */

  const open = (folding, isOpen) => {
    folding.classList.toggle("is-open", isOpen);
    folding.querySelector(".unfolds").setAttribute("aria-expanded", String(isOpen));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".unfolds");
    if (button) open(button.parentElement, button.getAttribute("aria-expanded") !== "true");
    const to = document.getElementById(event.target.closest?.("[data-leads]")?.dataset.leads ?? "");
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "start" });
  }, true);

  /* What was asked may be stopped: the focus then goes to the form's button. */
  document.addEventListener("click", (event) => {
    const folding = event.target.closest?.(".stop")?.closest(".place")?.querySelector(".folding");
    if (folding) open(folding, true);
  }, true);

  new MutationObserver(() => {
    document.querySelectorAll(".place .asked[data-query]").forEach((answer) => {
      if (seen.get(answer) === answer.dataset.query) return;
      seen.set(answer, answer.dataset.query);
      const folding = answer.closest(".place").querySelector(".folding.is-open");
      if (folding) open(folding, false);
    });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-query"] });
})();
