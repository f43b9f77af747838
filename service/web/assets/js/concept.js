// Saves a task form while it is being filled in: on the server, and on this device until the server has it.
import { answersOf, post, showFields, waitFor } from "./versturen.js";
import { find, forget, keep, keepUntilArrived } from "./bewaren.js";
import { fill } from "./terugzetten.js";

const AGAIN = 15_000;
const FORMAT = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" };
const clock = (moment) => new Date(moment).toLocaleTimeString("nl-NL", FORMAT);

export function keepDraft(form) {
  const { concept, sleutel } = form.dataset;
  const line = form.querySelector("[data-conceptregel]");
  let changed = false;
  let busy = false;
  let retry = 0;

  const say = (text, lost = false) => {
    line.textContent = text;
    line.classList.toggle("conceptregel--weg", lost);
  };

  // One at a time: the server must get them in order, and what is typed while one is under way goes in the next.
  async function save({ last = false } = {}) {
    if (!changed || (busy && !last)) return;
    busy = true;
    changed = false;
    const kept = keep(sleutel, answersOf(form).toString());
    clearTimeout(retry);
    try {
      const { states, saved_at: savedAt } = await post(form, concept, { last });
      if (!changed) forget(sleutel);
      showFields(form, states);
      say(`Concept bewaard om ${clock(savedAt)}.`);
    } catch (refusal) {
      changed = true;
      return explain(refusal.status, kept);
    } finally {
      busy = false;
    }
    save();
  }

  function explain(status, kept) {
    const here = kept ? "Uw antwoorden staan op dit apparaat." : "Sluit deze pagina niet.";
    if (status === 401) return say(`U bent niet meer ingelogd. ${here} Log in een ander tabblad opnieuw in.`, true);
    if (status === 404 || status === 409) return say(`Deze taak staat niet meer open. ${here}`, true);
    say(`Bewaren lukt nu niet. ${here} Wij proberen het zo opnieuw.`, true);
    retry = setTimeout(save, AGAIN);
  }

  const touched = () => (changed = true);
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("input", waitFor(800, save));
  form.addEventListener("change", waitFor(50, save));
  addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save({ last: true }));
  // The answers stay on this device until a next page says that they arrived.
  form.addEventListener("submit", () => keepUntilArrived(sleutel, answersOf(form).toString()));
  offerBack(form, sleutel, () => {
    touched();
    save();
  });
}

function offerBack(form, key, restored) {
  const kept = find(key);
  const offer = form.querySelector("[data-herstel]");
  if (!kept || document.querySelector("[data-fouten]")) return forget(key);
  if (kept.answers === answersOf(form).toString()) return forget(key);
  offer.querySelector("[data-herstel-tijd]").textContent = clock(kept.at);
  offer.hidden = false;
  offer.querySelector("[data-herstel-ja]").addEventListener("click", () => {
    fill(form, new URLSearchParams(kept.answers));
    offer.hidden = true;
    restored();
  });
  offer.querySelector("[data-herstel-nee]").addEventListener("click", () => {
    forget(key);
    offer.hidden = true;
  });
}
