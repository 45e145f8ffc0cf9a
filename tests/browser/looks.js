// Compute how our stylesheets style a page, in any window. Evaluated by looks.py in one go, so nothing of the page runs meanwhile.
({ looks, theme, roles, known }) => {
  const OURS = /\.(?:ink|st-key)-/;
  const ID = /^[a-z]+$/; // in the page before Streamlit's
  const NAME = /^(?:ink|st-key)-/;
  const TOUCH = /:(?:hover|focus-visible|active)\b/g;
  const NEVER = ":is(.ink-never)"; // with the same specificity as what it replaces
  const LEFT = "data-left"; // of what we don't look at
  const ALWAYS = ":is(*, .ink-never)";
  const LARGE = "ink-large"; // on the whole document: see projector.js
  const OF_ALL = ["color", "background-color", "padding-left", "border-top-width"]; // stand for `all`
  const STATES = ["aria-pressed", "aria-current", "aria-disabled", "disabled", "hidden"]; // attributes that have styles of their own
  const GROWING = ".ink-builds:not(#seldom *)"; // it's chance whether bars are just being drawn
  const before = new Set(known);
  const html = document.documentElement;
  const app = document.querySelector(".stApp") ?? html;
  const isOurs = ({ ownerNode }) => ownerNode?.localName === "style" && OURS.test(ownerNode.textContent) && !ownerNode.closest(".ink-guide"); // a step's own
  const sheets = [...document.styleSheets].filter(isOurs);
  const rules = []; // each with its selector, and the conditions under which it applies
  const queries = []; // each with its condition
  const written = new Map(); // rules that aren't computed for a part, as written, by name
  const undo = [];
  const sheet = html.style.getPropertyValue("--ink-sheet"); // a script measures it as soon as it can: see guide.js
  html.style.setProperty("--ink-sheet", "463px");
  undo.push(() => html.style.setProperty("--ink-sheet", sheet));
  let touch; // the pseudo-class that applies to everything: hovered, focused or active
  let touched; // the rules that use one

  // Collect rules and queries. We need no window of each size: we set whether queries match, and take containers' widths for the window's.
  function enter(list, when = "", conditions = []) {
    for (let i = 0; i < list.cssRules.length; i++) {
      const rule = list.cssRules[i];
      if (rule instanceof CSSStyleRule) rules.push({ rule, selector: rule.selectorText, when, conditions });
      else if (rule instanceof CSSMediaRule) {
        const condition = rule.media.mediaText;
        queries.push({ rule, condition });
        undo.push(() => (rule.media.mediaText = condition));
        enter(rule, ` ${condition}`, [...conditions, condition]);
      } else if (rule instanceof CSSContainerRule) {
        const text = rule.cssText;
        list.deleteRule(i);
        list.insertRule(`@media all ${text.slice(text.indexOf("{"))}`, i);
        undo.push(() => (list.deleteRule(i), list.insertRule(text, i)));
        const condition = rule.conditionText.replace(/^[^(]*/, "").replaceAll("width", "card");
        queries.push({ rule: list.cssRules[i], condition });
        enter(list.cssRules[i], "", [...conditions, condition]);
      } else if (rule instanceof CSSSupportsRule) enter(rule, when, conditions);
      else written.set(rule.cssText.split(" {")[0] + when, rule.cssText.slice(rule.cssText.indexOf("{")));
    }
  }

  const holds = (condition, look) => condition.split(",").some((any) => any.split(" and ").every((each) => isTrue(each.trim(), look)));
  function isTrue(feature, look) {
    const [, bound, side, size] = feature.match(/\((min|max)-(\w+): (\d+)px\)/) ?? [];
    if (bound) return bound === "min" ? look[side] >= size : look[side] <= size;
    if (feature.includes("reduced-motion")) return feature.includes("no-preference") !== look.calm;
    return feature === "all" || feature === look.medium;
  }

  function show(look) {
    for (const { rule, condition } of queries) {
      const text = holds(condition, look) ? "all" : "not all";
      if (rule.media.mediaText !== text) rule.media.mediaText = text;
    }
    for (const { rule, selector } of touched) if (look.touch !== touch) rule.selectorText = selector.replace(TOUCH, (each) => (each === look.touch ? ALWAYS : NEVER));
    touch = look.touch;
    html.classList.toggle(LARGE, look.large);
    for (const each of [html, app]) each.style.colorScheme = look.dark ? "dark" : "light";
    settle();
  }

  const settle = () => document.getAnimations().forEach((each) => each instanceof CSSTransition && each.finish());

  // Style only these elements and their ancestors: for a page with a single new part, that takes a tenth of the time.
  function leave(elements) {
    const remaining = new Set();
    for (const element of elements) for (let each = element; each && !remaining.has(each); each = each.parentElement) remaining.add(each);
    for (const each of [...remaining].flatMap(({ children }) => [...children])) {
      if (remaining.has(each)) continue;
      each.setAttribute(LEFT, "");
      undo.push(() => each.removeAttribute(LEFT));
    }
  }

  const isSame = (look, other) => ["touch", "large", "dark"].every((name) => look[name] === other[name]) && queries.every(({ condition }) => holds(condition, look) === holds(condition, other));

  // Return whether a rule that applies in only one of two looks matches one of these elements or an ancestor.
  function differ(look, other, elements) {
    if (look.dark !== other.dark) return true;
    const isOther = ({ selector, conditions }) =>
      conditions.every((each) => holds(each, look)) !== conditions.every((each) => holds(each, other)) ||
      (look.large !== other.large && selector.includes(LARGE)) ||
      (look.touch !== other.touch && [look, other].some(({ touch }) => touch && selector.includes(touch)));
    const among = new Set(rules.filter(isOther).map(({ selector }) => selector));
    return [...among].some((each) => reachOf(each).some((one) => elements.some((element) => one.contains(element))));
  }

  // Return every element that a selector can match, touched or not, in large type or not.
  const reached = new Map();
  const isLarge = (selector) => selector.includes(LARGE) && !selector.includes(`:not(.${LARGE})`);
  function reachOf(selector) {
    if (!reached.has(selector)) {
      html.classList.toggle(LARGE, isLarge(selector));
      const plain = apart(selector).map((each) => each.replace(/::[\w-]+$/, ""));
      const found = [NEVER, ALWAYS].flatMap((is) => plain.flatMap((each) => [...document.querySelectorAll(each.replace(TOUCH, is))]));
      reached.set(selector, found);
    }
    return reached.get(selector);
  }

  // Name an element's place by our names, or by Streamlit's and HTML's up to the next one of ours.
  const namesOf = (element) => [...element.classList].filter((name) => NAME.test(name) && name !== LARGE).map((name) => name.replace(/^(st-key-[a-z_]*?)_?\d.*|^(st-key-layer_).*/, "$1$2…"));
  function nameOf(element) {
    const names = namesOf(element);
    const kind = element.dataset?.testid;
    const inner = kind && [...element.children].flatMap(namesOf)[0];
    const name = names.length ? names.sort().map((each) => `.${each}`).join("") : inner ? `around .${inner}` : (kind ?? (ID.test(element.id) ? `#${element.id}` : element.localName));
    return name + STATES.map((each) => (element.hasAttribute(each) ? `[${each}=${element.getAttribute(each)}]` : "").replace("=]", "]")).join("");
  }
  function pathOf(element) {
    const path = [nameOf(element)];
    const isNamed = namesOf(element).length > 0;
    let above = element.parentElement;
    for (; above && !namesOf(above).length; above = above.parentElement) if (!isNamed && !above.dataset.testid && !/^(?:div|html|body)$/.test(above.localName)) path.unshift(above.localName);
    return (above ? [nameOf(above), ...path] : path).join(" ");
  }

  function apart(selector) {
    const found = [""];
    let depth = 0;
    for (const each of selector) {
      depth += (each === "(") - (each === ")");
      if (each === "," && !depth) found.push("");
      else found[found.length - 1] += each;
    }
    return found.map((each) => each.trim());
  }

  // Find the elements that a rule matches in any window, touched or not; of alike elements under the same rules, only one.
  function meet() {
    const properties = new Map();
    for (const { rule, selector } of rules) properties.set(selector, new Set([...(properties.get(selector) ?? []), ...rule.style]));
    const met = new Map();
    const unmet = [];
    for (const [selector, names] of properties) {
      let isMet = false;
      for (const each of apart(selector)) {
        const [, plain, pseudo] = each.match(/^(.*?)(::[\w-]+)?$/);
        html.classList.toggle(LARGE, isLarge(plain));
        const found = new Set([NEVER, ALWAYS].flatMap((is) => [...document.querySelectorAll(plain.replace(TOUCH, is))]));
        for (const element of found) if ((element.hidden && !plain.includes("[hidden]")) || element === document.activeElement) found.delete(element);
        isMet ||= found.size > 0;
        if (found.size > most || pseudo) {
          for (const { rule, selector: of, when } of rules) if (of === selector) written.set(selector + when, rule.style.cssText);
          continue;
        }
        for (const element of found) {
          const about = met.get(element) ?? met.set(element, { selectors: [], names: new Set() }).get(element);
          about.selectors.push(selector);
          for (const name of names) for (const one of name === "all" ? OF_ALL : [name]) about.names.add(one);
        }
      }
      if (!isMet) unmet.push(selector);
    }
    html.classList.remove(LARGE);
    const fresh = new Map();
    for (const [element, { selectors, names }] of met) {
      const path = pathOf(element);
      const mark = [path, ...selectors.sort()].join("\n");
      if (!fresh.has(mark) && !before.has(mark)) fresh.set(mark, { element, path, names: [...names], isLarge: mark.includes(LARGE) });
    }
    return { fresh, unmet, selectors: [...properties.keys()] };
  }

  // Replace the colors of both themes by their role.
  const MIXED = /color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)( \/ [\d.]+)?\)/g;
  const inRoles = (value) =>
    value
      .replace(MIXED, (_, r, g, b, alpha = "") => `rgb(${[r, g, b].map((each) => Math.round(255 * each)).join(", ")})${alpha}`)
      .replace(/rgb\(\d+, \d+, \d+\)/g, (color) => roles[color] ?? color);

  // Read computed values, not used ones, because we leave out what depends on the width of a text.
  function read({ element, names }) {
    const used = getComputedStyle(element);
    const computed = element.computedStyleMap();
    const values = {};
    for (const name of names) {
      const value = name.startsWith("--") || name === "z-index" ? used.getPropertyValue(name).trim() : String(computed.get(name) ?? "");
      const isItsOwn = name.endsWith("-color") && name !== "background-color" && value === used.color;
      values[name] = isItsOwn ? "currentcolor" : inRoles(value);
    }
    return values;
  }
  const changed = (values, before) => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name]));

  for (const each of document.querySelectorAll(GROWING)) {
    each.classList.remove("ink-builds");
    undo.push(() => each.classList.add("ink-builds"));
  }
  const light = new CSSStyleSheet();
  const colors = Object.entries(theme).map(([name, value]) => `${name}: ${value} !important;`);
  light.replaceSync(`* { ${colors.join(" ")} } [${LEFT}] { content-visibility: hidden !important; }`);
  document.adoptedStyleSheets.push(light);
  undo.push(() => document.adoptedStyleSheets.pop());
  for (const each of sheets) enter(each);
  touched = rules.filter(({ selector }) => selector.search(TOUCH) >= 0);
  const most = document.querySelectorAll("*").length / 3;
  const classes = html.className;
  const schemes = [html, app].map((each) => each.style.colorScheme);
  const { fresh, unmet, selectors } = meet();
  const parts = [...fresh.values()].map(({ path }) => ({ path, looks: {} }));
  if (fresh.size && Object.keys(looks).length) {
    const all = [...fresh.values()];
    const elements = all.map(({ element }) => element);
    const seen = {};
    leave(elements);
    for (const each of sheets) each.disabled = true;
    for (const each of [html, app]) each.style.colorScheme = "light";
    settle();
    seen[""] = all.map(read);
    for (const each of sheets) each.disabled = false;
    for (const [name, look] of Object.entries(looks)) {
      const isAs = (other) => other in looks && (isSame(look, looks[other]) || (other === look.after && !differ(look, looks[other], elements)));
      const same = Object.keys(seen).find(isAs);
      if (!same) show(look);
      seen[name] = same ? seen[same] : all.map(read);
      all.forEach(({ isLarge }, i) => {
        const values = look.large && !isLarge ? {} : changed(seen[name][i], seen[look.after][i]);
        if (Object.keys(values).length) parts[i].looks[name] = values;
      });
    }
  }
  for (const { rule, selector } of touched) rule.selectorText = selector;
  html.className = classes;
  [html, app].forEach((each, i) => (each.style.colorScheme = schemes[i]));
  for (const each of undo.reverse()) each();
  return { marks: [...fresh.keys()], parts, written: Object.fromEntries(written), unmet, selectors };
}
