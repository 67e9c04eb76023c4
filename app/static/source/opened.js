// Where a case stands beside the list its line stays in view: the address leads to the case.

export function showOpened() {
  const line = document.querySelector(".siang-beside .siang-opened");
  if (!line || !matchMedia("(min-width: 1280px)").matches) return;
  addEventListener("load", () => line.scrollIntoView({ block: "center" }));
}
