// Find what is laid out wrong on any page; return a line for each finding. Evaluated by laid_out.py.
() => {
  const NEAR = 1.5; // pixels that a browser may round away
  const FAR = 1e9;
  const LEAST = 20; // pixels of what can be pressed
  const LEAST_CONTROL = 24; // pixels of height: anything lower is a word
  const LINE = 70; // pixels: rows of buttons are lower than this
  const EVERYWHERE = { left: -FAR, top: -FAR, right: FAR, bottom: FAR };
  const NOWHERE = { left: 0, top: 0, right: 0, bottom: 0 };
  const OURS = "[class*=ink-]";
  const PRESSED = "a[href]:not([href*='#']), button, input:not([type=file]), summary, select, textarea, [role=button]:not(a), canvas[tabindex]";
  const STREAMLIT = "[data-testid=stHeader], [data-testid=stSidebar]"; // a bar and a drawer over the page
  const lines = new Set();
  const styles = new Map();
  const range = document.createRange();

  const styleOf = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  const cut = (a, b) => ({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) });
  const isEmpty = ({ left, right, top, bottom }) => right - left < 1 || bottom - top < 1;
  const nameOf = (element) => {
    const key = element.closest("[class*=st-key-]")?.className.match(/st-key-\w+/)[0] ?? "";
    const own = typeof element.className === "string" ? (element.className.match(/ink-[\w-]+/)?.[0] ?? "") : "";
    return `${key} ${element.localName} ${own} ${JSON.stringify((element.ariaLabel || element.textContent).trim().slice(0, 24))}`;
  };
  const report = (law, element, more = "") => lines.add(`${law}: ${nameOf(element)} ${more}`);
  const dialog = document.querySelector("[data-testid=stDialog]"); // what is behind a dialog is out of reach
  const all = [...(dialog ?? document.body).querySelectorAll("*")].filter((each) => !each.closest("[role=tooltip]") && each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
  // Tips are left out because they don't follow their word when the window changes.
  const visible = new Set(all);

  // Return where an element's content can be seen, where it can be seen without scrolling, and its fixed or stuck layer.
  const frames = new Map();
  const frameOf = (element) => {
    if (!element || element === document.body) return { seen: EVERYWHERE, uncut: EVERYWHERE, layer: null };
    if (frames.has(element)) return frames.get(element);
    const style = styleOf(element);
    const around = { fixed: null, absolute: element.offsetParent }[style.position];
    let { seen, uncut, layer } = frameOf(around === undefined ? element.parentElement : around);
    if (/fixed|sticky/.test(style.position) || element.matches(STREAMLIT)) layer = element;
    const box = element.getBoundingClientRect();
    for (const [overflow, low, high] of [[style.overflowX, "left", "right"], [style.overflowY, "top", "bottom"]]) {
      if (overflow === "visible") continue;
      seen = { ...seen, [low]: Math.max(seen[low], box[low]), [high]: Math.min(seen[high], box[high]) };
      uncut = /hidden|clip/.test(overflow) ? { ...uncut, [low]: Math.max(uncut[low], box[low]), [high]: Math.min(uncut[high], box[high]) } : { ...uncut, [low]: -FAR, [high]: FAR };
    }
    if (style.clipPath.startsWith("inset")) seen = NOWHERE; // only for screen readers
    return frames.set(element, { seen, uncut, layer }).get(element);
  };
  const isTogether = (one, other) => one.layer === other.layer || [one, other].every(({ layer }) => layer && styleOf(layer).position === "fixed");

  // Find each visible piece of text.
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.textContent.trim() || !visible.has(element) || element.closest("svg, script, style")) continue;
    range.selectNodeContents(node);
    const { seen, uncut, layer } = frameOf(element);
    for (const piece of range.getClientRects()) {
      const box = cut(piece, seen);
      if (piece.width < 2 || isEmpty(seen)) continue;
      const isCut = piece.left < uncut.left - NEAR || piece.right > uncut.right + NEAR || piece.top + piece.height / 4 < uncut.top || piece.bottom - piece.height / 4 > uncut.bottom;
      const isMeant = (styleOf(element).textOverflow === "ellipsis" && !element.closest("button")) || uncut.right - uncut.left < 4;
      if (isCut && !isMeant) report("text is cut off", element);
      if (!isEmpty(box)) texts.push({ element, node, box, layer });
    }
  }

  function overlapping(list, isFine, law) {
    const sorted = [...list].sort((a, b) => a.box.left - b.box.left);
    sorted.forEach((one, i) => {
      for (const other of sorted.slice(i + 1)) {
        if (other.box.left >= one.box.right - NEAR) break;
        const { top, bottom } = cut(one.box, other.box);
        const height = Math.min(one.box.bottom - one.box.top, other.box.bottom - other.box.top);
        if (bottom - top > Math.max(2, 0.3 * height) && isTogether(one, other) && !isFine(one, other)) report(law, one.element, `and ${nameOf(other.element)}`);
      }
    });
  }
  overlapping(texts, (one, other) => one.node === other.node, "one text is over another");

  const pressed = all
    .filter((each) => each.matches(PRESSED))
    .map((element) => ({ element, layer: frameOf(element).layer, box: cut(element.getBoundingClientRect(), frameOf(element).seen) }))
    .filter(({ box }) => !isEmpty(box));

  // Controls in a row of one line have the same height and are on one line. Words with explanations count as text, and
  // the parts of a select box aren't seen.
  const isControl = (element) => visible.has(element) && element.offsetHeight >= LEAST_CONTROL && !element.closest("[data-baseweb=select]");
  for (const row of all.filter((each) => each.matches(".stHorizontalBlock") && each.clientHeight < LINE)) {
    const boxes = [...row.querySelectorAll("button, a, select")].filter(isControl).map((each) => each.getBoundingClientRect());
    for (const side of ["top", "bottom"]) {
      const places = boxes.filter(({ width }) => width > 2).map((box) => Math.round(box[side]));
      if (Math.max(...places) - Math.min(...places) > 1) report("is no row", row, `${side}: ${places.join(" ")}`);
    }
  }

  // What is side by side only wraps if the row and its container have no room left.
  const beside = (row) => [...row.children].filter((each) => visible.has(each) && each.getBoundingClientRect().width > 2 && !/absolute|fixed/.test(styleOf(each).position));
  const widthOf = (row, parts) => parts.reduce((sum, each) => sum + each.getBoundingClientRect().width, (parts.length - 1) * (parseFloat(styleOf(row).columnGap) || 0));
  for (const row of all.filter((each) => each.matches(".stHorizontalBlock"))) {
    const parts = beside(row);
    const isWrapped = parts.some((each, i) => i && each.getBoundingClientRect().top >= parts[i - 1].getBoundingClientRect().bottom - NEAR);
    if (!isWrapped) continue;
    const wrapper = row.parentElement;
    const outer = wrapper.parentElement;
    const taken = outer.matches(".stHorizontalBlock") ? widthOf(outer, beside(outer)) : wrapper.getBoundingClientRect().width;
    const { paddingLeft, paddingRight } = styleOf(outer);
    const room = outer.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - taken;
    if (widthOf(row, parts) <= row.clientWidth + room + NEAR) report("goes on below though there is room", row);
  }

  for (const { element } of pressed) {
    const { left, right } = element.getBoundingClientRect();
    const { uncut } = frameOf(element);
    if (!element.closest(STREAMLIT) && right - left > 2 && (left < uncut.left - NEAR || right > uncut.right + NEAR)) report("what is pressed is cut off", element);
  }

  const isPart = (one, other) => one.element.contains(other.element) || other.element.contains(one.element);
  overlapping(pressed, isPart, "one thing to press is over another");
  for (const one of pressed) {
    const { element, box } = one;
    const { width, height } = element.getBoundingClientRect();
    const style = styleOf(element);
    const isSmall = (width < LEAST || height < LEAST) && style.display !== "inline" && !element.matches("input, .ink-as-link");
    if (isSmall && width > 2 && style.opacity !== "0" && element.closest(`${OURS}, [class*=st-key-]`) && !element.closest(`${STREAMLIT}, [class*=stTooltip], .stFileUploader`)) report("hard to hit", element);
    if (element.matches("button:enabled, summary") && element.closest(OURS) && /auto|default/.test(style.cursor)) report("does not look as if it could be pressed", element);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const top = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && width > 2 && style.opacity !== "0" && document.elementFromPoint(x, y);
    if (!top || isPart(one, { element: top }) || top.closest("label")?.contains(element)) continue;
    if (frameOf(top).layer === one.layer) report("can't be pressed", element, `for ${nameOf(top)}`);
  }
  for (const text of texts) {
    if (text.element.closest(PRESSED)) continue;
    for (const each of pressed) {
      if (text.layer !== each.layer || each.element.localName === "canvas" || isPart(text, each) || text.element.closest("label")?.contains(each.element)) continue;
      const isOver = (line) => {
        const { left, top, right, bottom } = cut(text.box, cut(each.box, line));
        return right - left > 3 && bottom - top > 4;
      };
      if ([...each.element.getClientRects()].some(isOver)) report("text is over what is pressed", text.element, `and ${nameOf(each.element)}`); // a link can have two lines
    }
  }

  for (const element of all) {
    if (element.closest("svg") && element.localName !== "svg") continue;
    const style = styleOf(element);
    const box = element.getBoundingClientRect();
    if (element.hasAttribute("hidden")) report("is seen though it is hidden", element);

    // Fixed and sticky parts stay in the window, and scrolling parts can be seen to their end.
    const scrolls = /auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (scrolls && box.height > innerHeight + 1) report("scrolls beyond the window", element);
    if (box.width > 2 && box.height > 2 && style.pointerEvents !== "none") {
      const isFixed = style.position === "fixed";
      const stays = style.position === "sticky" && style.top !== "auto" && style.overflowY === "visible" && element.matches("[class*=st-key], :has(> [class*=st-key])");
      if (isFixed && (box.top < -NEAR || box.bottom > innerHeight + NEAR || box.left < -NEAR || box.right > innerWidth + NEAR)) report("is fixed beyond the window", element);
      if (stays && parseFloat(style.top) + element.scrollHeight > innerHeight + NEAR) report("sticks out of the window", element);
    }

    // Pictures keep their shape, and their pixels.
    if (element.matches("canvas, img") && box.width > 1) {
      const [width, height] = element.localName === "img" ? [element.naturalWidth, element.naturalHeight] : [element.width, element.height];
      const isBent = Math.abs(box.width - (box.height * width) / height) > Math.max(NEAR, 0.03 * box.width);
      if (width && height > 1 && style.objectFit === "fill" && isBent) report("picture is bent", element);
      if (width && box.width > 1.9 * width && style.imageRendering !== "pixelated") report("picture is blurred", element);
    }

    if (!element.closest(OURS)) continue;

    // Siblings of one kind are evenly spaced, with a gap.
    if (/flex|grid/.test(style.display) || element.matches(":has(> img + img, > figure + figure)")) {
      const children = [...element.children].filter((each) => visible.has(each) && !/absolute|fixed/.test(styleOf(each).position));
      const isNext = (one, other) => one.localName === other.localName && one.className === other.className && one.nextElementSibling === other;
      const gaps = { across: [], down: [] };
      children.slice(1).forEach((other, i) => {
        const one = children[i];
        if (!isNext(one, other)) return;
        const [a, b] = [one, other].map((each) => each.getBoundingClientRect());
        if (b.left >= a.right - NEAR && b.top < a.bottom && a.top < b.bottom) gaps.across.push(b.left - a.right);
        else if (b.top >= a.bottom - NEAR && Math.abs(a.left - b.left) < NEAR) gaps.down.push(b.top - a.bottom);
      });
      for (const each of Object.values(gaps)) if (each.length > 1 && Math.max(...each) - Math.min(...each) > NEAR) report("gaps differ", element, each.map(Math.round).join(" "));
      if (gaps.across.length > 1 && children.every((each) => each.matches("img, canvas, figure")) && Math.min(...gaps.across) < 0.9) report("pictures touch each other", element);
    }

    // Rows with the same number of cells have aligned columns.
    const rows = element.matches(".ink-layers, .ink-row") ? [] : [...element.children].filter((each) => visible.has(each) && each.children.length > 1);
    const tops = rows.map((each) => each.getBoundingClientRect());
    const isTable = rows.length > 2 && rows.every((each) => each.localName === rows[0].localName && each.children.length === rows[0].children.length && !/^(tr|figure)$/.test(each.localName));
    if (isTable && tops.slice(1).every(({ top }, i) => top >= tops[i].bottom - 3))
      for (let i = 0; i < rows[0].children.length; i++) {
        const cells = rows.map((each) => each.children[i]).filter((each) => visible.has(each)).map((each) => each.getBoundingClientRect());
        const spread = (side) => Math.max(...cells.map((each) => each[side])) - Math.min(...cells.map((each) => each[side]));
        if (cells.length > 2 && Math.min(spread("left"), spread("right")) > NEAR) report("column slips", element, `${i}`);
      }

    // Text doesn't touch the edge of a visible box.
    const isSeen = (side) => parseFloat(style[`border${side}Width`]) > 0 && !/, 0\)|transparent/.test(style[`border${side}Color`]);
    const isBox = ["Left", "Right"].every(isSeen) || (style.backgroundColor !== "rgba(0, 0, 0, 0)" && style.backgroundColor !== styleOf(element.parentElement).backgroundColor);
    if (isBox && style.display !== "inline" && box.width > 24)
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !node.textContent.trim()) continue;
        range.selectNodeContents(node);
        const { left, right } = range.getBoundingClientRect();
        if (right - left > 2 && (left - box.left < 1 || box.right - right < 1)) report("text touches its box", element);
      }
  }
  return [...lines];
}
