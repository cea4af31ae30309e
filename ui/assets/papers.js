/* The form that corrects a paper: filled with what is known of the paper that is chosen, sent whole. */
const form = element.querySelector("form");
const panel = element.closest('[role="tabpanel"]') ?? document;
const chooser = () => document.getElementById("correct-paper");
let filledWith = "";

const fill = () => {
  const select = chooser();
  const facts = select?.value ? JSON.parse(select.dataset.facts)[select.value] : undefined;
  form.hidden = !facts;
  /* What a person is typing stays until the paper, or what is known of it, is another. */
  const now = JSON.stringify([select?.value, facts]);
  if (facts && now !== filledWith) Object.entries(facts).forEach(([name, value]) => { form.elements[name].value = value; });
  filledWith = now;
};

panel.addEventListener("change", (event) => { if (event.target === chooser()) fill(); });
panel.addEventListener("click", (event) => {
  const asked = event.target.closest?.("[data-corrects]");
  if (!asked) return;
  chooser().value = asked.dataset.corrects;
  fill();
  chooser().focus();
  chooser().scrollIntoView({ block: "center" });
});
form.addEventListener("submit", (event) => { event.preventDefault(); trigger("submit"); });
new MutationObserver(fill).observe(panel, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-facts"] });
fill();
