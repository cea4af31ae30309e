/* Gives Gradio's controls the names and states that a screen reader needs; they lack them as drawn. */
(() => {
  const named = (element, id) => { element.id ||= id; return element.id; };

  const mend = () => {
    /* Gradio takes the browser's language for the page's; the page's words are English whatever the browser's are. */
    if (document.documentElement.lang !== "en-GB") document.documentElement.lang = "en-GB";
    document.querySelectorAll("fieldset:not([aria-labelledby])").forEach((group, number) => {
      const label = group.querySelector('[data-testid="block-info"]');
      if (!label) return;
      group.setAttribute("aria-labelledby", named(label, `group-label-${number}-${Date.now()}`));
    });
    /* Gradio names each radio button apart: each is then a group of one, and the arrow keys do nothing. */
    document.querySelectorAll("fieldset").forEach((group) => {
      const [first, ...others] = group.querySelectorAll("input[type=radio]");
      others.forEach((radio) => { if (radio.name !== first.name) radio.name = first.name; });
    });
    document.querySelectorAll("button.label-wrap").forEach((button) => {
      const open = String(button.classList.contains("open"));
      if (button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
    });
    const container = document.querySelector(".gradio-container");
    const title = document.querySelector(".gradio-container h2");
    if (container && title && !document.querySelector("main")) { /* the page that asks for a name and a password */
      if (container.getAttribute("role") !== "main") container.setAttribute("role", "main");
      if (title.getAttribute("aria-level") !== "1") { title.setAttribute("role", "heading"); title.setAttribute("aria-level", "1"); }
    } else if (container?.getAttribute("role") === "main" && document.querySelector("main")) container.removeAttribute("role");
  };

  new MutationObserver(mend).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["class", "lang"],
  });
})();
