// The quick way out: the link that carries data-exit, or Esc three times within five seconds.
// The page is replaced, so that "back" does not lead here again.

const TIMES = 3;
const WITHIN = 5000;

export function addExit() {
  const exit = document.querySelector("a[data-exit]");
  if (!exit) return;
  const leave = () => {
    document.body.hidden = true;
    window.location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    const now = event.timeStamp;
    pressed = event.key === "Escape" ? [...pressed.filter((at) => now - at < WITHIN), now] : [];
    if (pressed.length >= TIMES) leave();
  });
}
