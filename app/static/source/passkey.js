// Passkeys: a form that carries data-passkey gets a button, and sends what the browser signed.
// <form data-passkey="make|use" data-options="JSON, or the address that answers it"
//       data-label="…" data-sorry="…" hidden> with a hidden field named credential.

const deeds = {
  make: async (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  use: async (options) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

export function addPasskeys() {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  document.querySelectorAll("form[data-passkey]").forEach(addButton);
}

function addButton(form) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = form.dataset.passkey === "make" ? "govuk-button" : "govuk-button govuk-button--secondary";
  button.textContent = form.dataset.label;
  button.addEventListener("click", () => sign(form));
  form.append(button);
  form.hidden = false;
  document.querySelectorAll("[data-without-passkey]").forEach((note) => (note.hidden = true));
}

async function sign(form) {
  try {
    const signed = await deeds[form.dataset.passkey](await optionsOf(form));
    form.elements.credential.value = JSON.stringify(signed);
    form.submit();
  } catch {
    say(form, form.dataset.sorry);
  }
}

async function optionsOf(form) {
  const given = form.dataset.options;
  return given.startsWith("{") ? JSON.parse(given) : (await fetch(given)).json();
}

function say(form, words) {
  let note = form.querySelector("[role=alert]");
  if (!note) {
    note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.className = "govuk-body";
    form.append(note);
  }
  note.textContent = words;
}
