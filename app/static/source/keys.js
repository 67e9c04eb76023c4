// Moves by single keys, which everybody may switch off for their browser (WCAG 2.1.4).
// The desk's <dialog id="keys"> lists them; the key of a letter is its place, so that a Thai
// keyboard has the same ones.

const KEPT = "siang-keys";
const WAIT = 1500; // for the second key of "g q"
// What is done next: a step of the case, of the one beside a list, or the first field of a form.
const STEP = ".siang-steps .govuk-button, .siang-glance .siang-actions a, "
  + "#doing :is(input:not([type=hidden]), select, textarea)";
let begun = 0;

export function addKeys() {
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const off = dialog.querySelector("[data-keys-off]");
  off.checked = localStorage.getItem(KEPT) === "off";
  off.addEventListener("change", () => {
    if (off.checked) localStorage.setItem(KEPT, "off");
    else localStorage.removeItem(KEPT);
  });
  addOpener(dialog);
  document.addEventListener("keydown", (event) => {
    if (off.checked || dialog.open || isWriting(event)) return;
    const deed = deedOf(event, dialog);
    if (deed && deed() !== false) event.preventDefault();
  });
}

function addOpener(dialog) {
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = "siang-plain";
  opener.textContent = dialog.dataset.opener;
  opener.addEventListener("click", () => dialog.showModal());
  document.querySelector("[data-keys-opener]").append(opener);
}

function isWriting(event) {
  const { target } = event;
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing || target.isContentEditable
    || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) && !["checkbox", "radio"].includes(target.type);
}

function deedOf(event, dialog) {
  const key = event.code || "";
  if (Date.now() - begun < WAIT) {
    begun = 0;
    const place = dialog.querySelector(`[data-go="${key}"]`);
    return place && (() => location.assign(place.href));
  }
  if (event.key === "?" || (key === "Slash" && event.shiftKey)) return () => dialog.showModal();
  if (event.shiftKey) return null;
  return {
    KeyJ: () => move(1), KeyK: () => move(-1),
    ArrowDown: () => step(1), ArrowUp: () => step(-1), Slash: () => focus("#q"),
    KeyS: () => focus(STEP), KeyR: () => focus(".siang-letter textarea"), KeyN: () => focus("#note"),
    KeyU: () => follow("[data-key-up]"), KeyG: () => { begun = Date.now(); },
  }[key];
}

function move(by) {
  const rows = [...document.querySelectorAll("a.siang-row")];
  if (!rows.length) return follow(by > 0 ? "a[data-key-next]" : "a[data-key-previous]");
  const focused = rows.indexOf(document.activeElement);
  const at = focused < 0 ? rows.findIndex((row) => row.closest(".siang-opened")) : focused;
  rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)].focus();
}

// The arrows move between cases only from one of them: elsewhere they scroll the page.
function step(by) {
  return document.activeElement.matches("a.siang-row") && move(by);
}

function focus(wanted) {
  const field = document.querySelector(wanted);
  if (!field) return false;
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus();
}

function follow(wanted) {
  const link = document.querySelector(wanted);
  if (!link) return false;
  location.assign(link.href);
}
