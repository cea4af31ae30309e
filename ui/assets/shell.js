/* The page's address says which place is open and what is asked there: #compare?theme=workforce.
   A place that can be asked lays out a bridge (ui/page/parts.py), whose event takes readacross.queryOf(place). What it
   answers carries data-query, the address that asks the same again, and data-title (ui/addresses/links.py). */
window.readacross = (() => {
  const places = window.readacrossPlaces;
  const first = Object.keys(places)[0];
  const bridges = {}, answered = {}, titles = {};
  const seen = new WeakSet(), noted = new WeakMap();
  const style = document.createElement("style");
  document.head.append(style);
  let open = "", reopening = null, isHeadingAwaited = false;

  const kept = (() => {
    try { return JSON.parse(sessionStorage.getItem("readacross")) ?? {}; } catch { return {}; }
  })();
  const keep = (place, query) => {
    kept[place] = query;
    try { sessionStorage.setItem("readacross", JSON.stringify(kept)); } catch { /* a browser that keeps nothing */ }
  };

  const here = () => {
    const [place, ...query] = location.hash.slice(1).split("?");
    return Object.hasOwn(places, place) ? { place, query: query.join("?") } : { place: first, query: "" };
  };
  const address = (place, query) => `#${place}${query ? `?${query}` : ""}`;
  const panelOf = (place) => document.getElementById(`${place}-panel`);
  const set = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };

  const focusOn = (heading) => {
    if (!heading) return;
    heading.setAttribute("tabindex", "-1");
    heading.focus();
  };
  const headingOf = (part) => [...(part?.querySelectorAll("h2, h3") ?? [])]
    .find((each) => each.offsetParent && !each.closest(".take-away, .saved"));

  const entitle = () => {
    const about = titles[open] && answered[open] === here().query ? `${titles[open]} – ` : "";
    const title = `${about}${places[open]} – Readacross`;
    if (document.title !== title) document.title = title;
  };

  const menu = () => document.querySelector(".places-menu");
  const unfold = (is) => { if (menu()) set(menu(), "aria-expanded", String(is)); };

  const mark = () => {
    const name = document.querySelector(".place-open");
    if (name && name.textContent !== places[open]) name.textContent = places[open];
    document.querySelectorAll("nav.places a").forEach((link) => {
      const place = link.dataset.place;
      if (place === open) set(link, "aria-current", "page");
      else link.removeAttribute("aria-current");
      set(link, "href", address(place, place === open ? "" : kept[place]));
    });
  };

  /* Fills in what Gradio does not: our own forms, and lists to choose from. */
  const FIELDS = "select[name], form[data-asks] input[name], fieldset.councils input[name]";
  const fill = (fields, query) => {
    const values = new URLSearchParams(query);
    fields?.forEach((field) => {
      const given = values.getAll(field.name);
      const isTick = field.type === "checkbox" || field.type === "radio";
      if (field.type === "hidden") return;
      if (isTick) field.checked = given.length ? given.includes(field.value) : field.defaultChecked;
      else if (given.length) field.value = given[0];
      else if (field.options) field.selectedIndex = Math.max(0, [...field.options].findIndex((each) => each.defaultSelected));
      else field.value = field.defaultValue;
    });
    document.dispatchEvent(new Event("readacross:filled"));
  };

  const ask = (place) => {
    const { query } = here();
    if (!bridges[place]) return;
    reopening = { place, query };
    fill(panelOf(place)?.querySelectorAll(FIELDS), query);
    bridges[place]();
  };

  const follow = ({ isNew = false } = {}) => {
    const { place, query } = here();
    const isMoved = place !== open;
    open = place;
    keep(place, query);
    style.textContent = `.place:not(#${place}-panel) { display: none !important; }`;
    mark();
    entitle();
    const isAsked = reopening?.place === place && reopening.query === query; /* two events tell of one address */
    if (isMoved) isHeadingAwaited = false;
    unfold(false);
    if (isMoved && !isNew) { focusOn(headingOf(panelOf(place))); scrollTo(0, 0); }
    if (query !== (answered[place] ?? "")) { if (!isAsked) ask(place); }
    else isHeadingAwaited = false;
  };

  /* An answer has come: its address becomes the page's, a step back from it leads to the one before. */
  const note = (answer) => {
    const place = answer.closest(".place")?.id.replace(/-panel$/, "");
    if (!place || !(place in bridges)) return;
    const query = answer.dataset.query;
    const wasReopened = reopening?.place === place;
    const isStale = wasReopened && open === place && here().query !== reopening.query;
    if (wasReopened && !isStale) reopening = null;
    if (isStale) return;
    answered[place] = query;
    const line = answer.querySelector(".address");
    if (line) line.textContent = `This opens again at ${new URL(address(place, query), location.href).href}`;
    titles[place] = answer.dataset.title;
    keep(place, query);
    if (open === place && location.hash !== address(place, query) && (query || here().query)) {
      history[wasReopened ? "replaceState" : "pushState"](null, "", address(place, query));
    }
    mark();
    entitle();
    if (isHeadingAwaited && wasReopened && open === place) {
      isHeadingAwaited = false;
      /* What was pressed may have gone with the last answer. */
      focusOn(headingOf(query ? answer.closest(".answer") ?? panelOf(place) : panelOf(place)));
    }
  };

  const copy = async (button) => {
    const link = new URL(address(open, button.closest("[data-query]").dataset.query), location.href).href;
    const said = button.parentElement.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(link);
      said.textContent = "Link copied";
    } catch {
      said.textContent = `Copy it from here: ${link}`;
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const button = event.target.closest?.("[data-copies-link]");
    if (button) copy(button);
    if (event.target.closest?.(".stop")) panelOf(open).querySelector(".ask .act")?.focus(); /* it goes away when pressed */
    if (event.target.closest?.(".places-menu")) unfold(menu().getAttribute("aria-expanded") !== "true");
    if (!link) return;
    if ("skips" in link.dataset) {
      event.preventDefault();
      focusOn(headingOf(panelOf(open)));
    } else if (link.closest(".place, nav.places")) isHeadingAwaited = true;
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-asks]");
    if (!form) return;
    event.preventDefault();
    const boxes = [...form.querySelectorAll("input[type=checkbox][name=council]")];
    const isAll = boxes.length > 0 && boxes.every((box) => box.checked);
    const values = [...new FormData(form)].filter(([name, value]) => value && !(isAll && name === "council"));
    if (boxes.length && !boxes.some((box) => box.checked)) values.push(["council", ""]);
    if (!values.length) values.push([form.elements[0].name, ""]); /* nothing chosen is asked too: the answer says what is missing */
    const asked = address(form.dataset.asks, new URLSearchParams(values).toString());
    isHeadingAwaited = true;
    if (location.hash === asked) ask(form.dataset.asks);
    else location.hash = asked;
  });

  /* Of two ways to say the same thing, filling in one empties the other. */
  document.addEventListener("input", (event) => {
    const other = event.target.dataset?.instead && document.getElementById(event.target.dataset.instead);
    if (other && event.target.value) other.value = "";
  });

  /* Our forms ask by themselves; Gradio's fields ask only where it takes a line of text. */
  const pressed = (event) => {
    const field = event.target.closest?.("#search-panel .ask :is(input, select)");
    const isGradios = field?.matches("input[type=text]") && !field.matches("[data-narrows]");
    if (!field || isGradios || event.defaultPrevented) return;
    event.preventDefault();
    document.getElementById("search-button").click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter") pressed(event);
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const isOfMenu = event.target.closest?.("nav.places") && menu().getAttribute("aria-expanded") === "true";
    const details = event.target.closest?.("details[open]");
    const filters = event.target.closest?.(".more")?.querySelector("button.label-wrap.open");
    if (isOfMenu) { unfold(false); menu().focus(); }
    else if (details) { details.open = false; details.querySelector("summary").focus(); }
    else if (filters) { filters.click(); filters.focus(); }
  });

  /* What is folded away only because it is less near belongs to the answer on paper. */
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".answer details:is(.more-replies, .also-in):not([open])")];
    unfolded.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => { unfolded.forEach((each) => { each.open = false; }); });

  addEventListener("hashchange", () => follow());
  addEventListener("popstate", () => follow());
  new MutationObserver(() => {
    document.querySelectorAll("[data-query]").forEach((answer) => {
      /* Gradio may keep an element and change what it says. */
      if (noted.get(answer) !== answer.dataset.query) { noted.set(answer, answer.dataset.query); note(answer); }
    });
    /* Gradio draws what is folded away only when it is opened. */
    document.querySelectorAll(".place").forEach((panel) => {
      const fresh = [...panel.querySelectorAll(FIELDS)].filter((field) => !seen.has(field));
      fresh.forEach((field) => seen.add(field));
      const unheard = fresh.filter((field) => !field.closest("[data-kept]")); /* see councils.js */
      if (unheard.length) fill(unheard, kept[panel.id.replace(/-panel$/, "")]);
    });
    mark();
    entitle();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-query"] });
  follow({ isNew: true });

  return {
    queryOf: (place) => (here().place === place ? here().query : ""),
    chosen: (place, name) => {
      const boxes = [...(panelOf(place)?.querySelectorAll(`input[type=checkbox][name="${name}"]`) ?? [])];
      if (boxes.length) return boxes.filter((box) => box.checked).map((box) => box.value);
      return panelOf(place)?.querySelector(`select[name="${name}"]`)?.value ?? new URLSearchParams(kept[place]).get(name) ?? "";
    },
    listens: (place, trigger) => {
      bridges[place] = trigger;
      if (place === open && here().query !== (answered[place] ?? "")) ask(place);
    },
  };
})();
