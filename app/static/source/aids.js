// Copy, print and save buttons.
// A button that needs a script is made by it: <span data-aid="copy" data-of="id" data-label="…" data-done="…">.

const deeds = {
  copy: (text) => navigator.clipboard.writeText(text),
  print: () => window.print(),
  save: (text, aid) => save(text, aid.dataset.name),
};

export function addAids() {
  document.querySelectorAll("[data-aid]").forEach(addAid);
}

function addAid(aid) {
  const deed = aid.dataset.aid;
  if (deed === "copy" && !navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary siang-button--small";
  button.textContent = aid.dataset.label;
  button.addEventListener("click", async () => {
    await deeds[deed](textOf(aid.dataset.of), aid);
    if (aid.dataset.done) announce(aid, aid.dataset.done);
  });
  aid.append(button);
}

function textOf(id) {
  const source = id && document.getElementById(id);
  return source ? source.dataset.text || source.innerText : "";
}

function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function announce(aid, words) {
  let note = aid.querySelector("[role=status]");
  if (!note) {
    note = document.createElement("span");
    note.setAttribute("role", "status");
    note.className = "siang-small";
    aid.append(note);
  }
  note.textContent = ` ${words}`;
}
