// Shows the questions that the answers call for; the server decides which, and keeps nothing.
import { post, showFields, waitFor } from "./versturen.js";

export function showAnsweredFields(form) {
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    try {
      const { states, voorbeeld } = await post(form, form.dataset.velden);
      if (turn !== asked) return;
      showFields(form, states);
      // The preview comes from the template that the task page uses too, so it is HTML of the server.
      const preview = document.querySelector("[data-voorbeeld]");
      if (preview && voorbeeld !== undefined) preview.innerHTML = voorbeeld;
    } catch {
      // Without a connection the questions stay as they are; sending them tells what is missing.
    }
  };
  form.addEventListener("change", ask);
  form.addEventListener("input", waitFor(600, ask));
}
