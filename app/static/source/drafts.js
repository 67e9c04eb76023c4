// Keeps what is typed into a form of a case: <form data-draft="address" data-token="…">.

const PAUSE = 1000;

export function addDrafts() {
  document.querySelectorAll("form[data-draft]").forEach(watch);
}

function watch(form) {
  const told = form.querySelector("[data-draft-told]");
  let timer = 0;
  let sent = false;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  // a page that is left in the pause between two words
  window.addEventListener("pagehide", () => {
    if (timer && !sent) save(true);
  });

  async function save(leaving = false) {
    clearTimeout(timer);
    timer = 0;
    if (sent) return;
    const words = await answer(form, leaving === true);
    if (told && !sent) told.textContent = words;
  }
}

async function answer(form, leaving) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const response = await fetch(form.dataset.draft, {
      method: "POST", body, redirect: "manual", keepalive: leaving,
      headers: { "X-CSRFToken": form.dataset.token },
    });
    if (response.ok) return (await response.json()).words;
    const ended = response.type === "opaqueredirect" || response.status === 400;
    return ended ? form.dataset.ended : form.dataset.failed;
  } catch {
    return form.dataset.failed;
  }
}
