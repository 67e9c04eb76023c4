"""What a browser is asked about a page: rules that need its layout, in its own language."""

# The focused element: None at the end of the page, "" where it can be seen, else what it is.
COVERED = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const inside = el.matches("input[type=radio], input[type=checkbox]") ? el.labels[0] || el : el;
  const box = inside.getClientRects()[0];
  if (!box) return el.outerHTML.slice(0, 120) + " has no box";
  const points = [.5, .1, .9].flatMap(x => [.5, .2, .8].map(y =>
    [box.left + box.width * x, box.top + box.height * y]));
  const seen = points.some(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (el.contains(hit) || hit.contains(el) || hit.closest("label")?.control === el);
  });
  return seen ? "" : el.outerHTML.slice(0, 120) + ` at ${box.left},${box.top}`;
}"""

# Targets below 24 px whose circle of 24 px meets another one; links in running text are free.
SMALL = """() => {
  const shown = el => el.checkVisibility({visibilityProperty: true}) && el.getClientRects().length;
  const hidden = el => el.getBoundingClientRect().width < 2;
  const running = el => el.tagName === "A" && getComputedStyle(el).display === "inline"
    && [...el.parentNode.childNodes].some(n => n !== el && n.textContent.trim().length > 1);
  const box = el => {
    const own = el.getBoundingClientRect();
    if (!el.matches("input[type=radio], input[type=checkbox]") || !el.labels[0]) return own;
    const word = el.labels[0].getBoundingClientRect();
    return {left: Math.min(own.left, word.left), top: Math.min(own.top, word.top),
      width: Math.max(own.width, word.width), height: Math.max(own.height, word.height)};
  };
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(el => el.type !== "hidden" && shown(el) && !hidden(el));
  const boxes = all.map(box);
  const near = (a, b) => {
    const x = a.left + a.width / 2, y = a.top + a.height / 2;
    const dx = Math.max(b.left - x, 0, x - b.left - b.width);
    const dy = Math.max(b.top - y, 0, y - b.top - b.height);
    return Math.hypot(dx, dy) < 12;
  };
  return all.filter((el, i) => {
    const {width, height} = boxes[i];
    if (width >= 23.5 && height >= 23.5 || running(el)) return false;
    return boxes.some((other, j) => j !== i && !el.contains(all[j]) && near(boxes[i], other));
  }).map(el => el.outerHTML.slice(0, 100));
}"""

# In which parts of the page, in reading order, the ways to reach people stand.
CONTACTS = """() => [
  document.querySelector("header a[href^='tel:']") && "header",
  document.querySelector("header ~ main") && "main",
  /โทร\\.|tel\\./.test(document.querySelector("main ~ footer")?.innerText || "") && "footer",
].filter(Boolean)"""

# WCAG 1.4.12, as it says.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""

# Text that is cut off by its own box, or makes the page scroll sideways.
CLIPPED = """() => {
  const clips = style => ["hidden", "clip"].some(how => [style.overflowX, style.overflowY]
    .includes(how));
  const words = el => [...el.querySelectorAll("*"), el].flatMap(one => [...one.childNodes])
    .filter(n => n.nodeType === 3 && n.textContent.trim()
      && n.parentElement.checkVisibility() && n.parentElement.clientWidth !== 1);
  const outside = (box, node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const r = range.getBoundingClientRect();
    return r.bottom > box.bottom + 2 || r.right > box.right + 2;
  };
  const cut = [...document.querySelectorAll("body *")].filter(el => el.clientWidth > 1
      && !el.closest("svg, select, .govuk-visually-hidden") && clips(getComputedStyle(el))
      && words(el).some(node => outside(el.getBoundingClientRect(), node)))
    .map(el => el.outerHTML.slice(0, 100));
  if (document.documentElement.scrollWidth > innerWidth) cut.push("the page scrolls sideways");
  return cut;
}"""

# Controls that would be known by their colour alone.
BORDERLESS = """() => [...document.querySelectorAll(
    "main button, main input:not([type=hidden]), main select, main textarea, main .govuk-button")]
  .filter(el => el.checkVisibility() && el.getBoundingClientRect().width > 2)
  .filter(el => {
    const has = style => parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none"
      || parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none"
      || style.textDecorationLine.includes("underline");
    const mark = el.labels?.[0] && getComputedStyle(el.labels[0], "::before");
    return !has(getComputedStyle(el)) && !(mark && has(mark))
      && getComputedStyle(el).appearance === "none";
  }).map(el => el.outerHTML.slice(0, 100))"""

# First on the screen: remember what is read. Then on paper: what of it is not there.
NOT_PRINTED = (
    """() => { window.read = [...document.querySelectorAll("main *")].filter(el =>
      el.checkVisibility() && !el.closest(".siang-noprint, form, button, nav, summary")
      && !el.closest(".siang-chips a:not([aria-current])")  // ways to other pages
      && [...el.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())); }""",
    """() => window.read.filter(el => !el.checkVisibility())
      .map(el => el.outerHTML.slice(0, 100))""",
)
