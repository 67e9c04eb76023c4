// Says that the case is open here, and shows who else has it open: <p data-here="address">.

const EVERY = 30_000;

export function addHere() {
  const note = document.querySelector("[data-here]");
  if (!note) return;
  setInterval(() => document.hidden || tell(note), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || tell(note));
}

async function tell(note) {
  try {
    const response = await fetch(note.dataset.here, {
      method: "POST", redirect: "manual", headers: { "X-CSRFToken": note.dataset.token },
    });
    if (!response.ok) return;
    const { words } = await response.json();
    if (note.textContent !== words) note.textContent = words;
  } catch {
    // nobody is told that nobody can be told
  }
}
