// Drafts on this device, for when the connection fails. Everything is guarded: storage may be switched off.
const PREFIX = "procesregie-concept:";
const SENT = "procesregie-verstuurd";
let leaving = false; // Who logs out leaves nothing: also not what the page saves while it closes.

export function keep(key, answers) {
  if (leaving) return false;
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: new Date().toISOString(), answers }));
    return true;
  } catch {
    return false;
  }
}

export function keepUntilArrived(key, answers) {
  keep(key, answers);
  try {
    sessionStorage.setItem(SENT, key);
  } catch {
    // Then the copy goes when its owner logs out.
  }
}

// A page that says that answers arrived makes the copy of what was sent last superfluous.
export function forgetArrived() {
  try {
    const sent = sessionStorage.getItem(SENT);
    if (sent && document.querySelector("[data-aangekomen]")) forget(sent);
    sessionStorage.removeItem(SENT);
  } catch {
    // Nothing was kept either.
  }
}

export function find(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept either.
  }
}

export function forgetDrafts() {
  leaving = true;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept either.
  }
}
