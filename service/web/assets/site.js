// The scripts of every page. All pages work without them; they save drafts, show questions and add rows at once.
import { keepDraft } from "./js/concept.js";
import { showAnsweredFields } from "./js/velden.js";
import { editRows } from "./js/rijen.js";
import { showDanger } from "./js/gevaar.js";
import { chooseTasks } from "./js/kiezen.js";
import { openTarget } from "./js/openen.js";
import { buildConditions } from "./js/voorwaarden.js";
import { lookAgain } from "./js/ververs.js";
import { forgetArrived, forgetDrafts } from "./js/bewaren.js";

document.documentElement.classList.add("script");
document.querySelector("[data-fouten]")?.focus();
forgetArrived();
openTarget();
addEventListener("hashchange", openTarget);

for (const form of document.querySelectorAll("form.formulier")) {
  editRows(form);
  showDanger(form);
  if (form.dataset.concept) keepDraft(form);
  else if (form.dataset.velden) showAnsweredFields(form);
  if (form.dataset.voorwaarden) buildConditions(form);
}

const division = document.querySelector("form#verdelen");
if (division) chooseTasks(division);

for (const part of document.querySelectorAll("[data-ververs]")) lookAgain(part);

// On a shared computer nothing may stay behind.
for (const form of document.querySelectorAll("[data-uitloggen]")) form.addEventListener("submit", forgetDrafts);
