// What a form holds, and sending it to the server in the background.

export function answersOf(form) {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "_actie" && name !== "csrf_token") given.append(name, value);
  }
  return given;
}

// Resolves to the answer, or throws: `status` is that of the refusal, 0 when there is no connection.
export async function post(form, address, { last = false } = {}) {
  const token = form.querySelector("[name=csrf_token]")?.value ?? "";
  const response = await fetch(address, {
    method: "POST",
    body: answersOf(form),
    keepalive: last,
    headers: { Accept: "application/json", "X-CSRFToken": token },
  }).catch(() => ({ ok: false, status: 0 }));
  if (!response.ok) throw Object.assign(new Error("not saved"), { status: response.status });
  return response.json();
}

export function showFields(form, states) {
  for (const field of form.querySelectorAll("[data-veld]")) {
    const state = states[field.dataset.veld];
    if (state) field.hidden = !state.shown;
  }
}

export function waitFor(milliseconds, action) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}
