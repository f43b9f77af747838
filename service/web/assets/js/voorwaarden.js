// Under a question that asks for a condition: choose it line by line. What stands in the question stays the truth;
// the server says whether it can be used, before it is sent.
import { asker } from "./editor/asking.js";
import { conditionLines } from "./editor/condition_lines.js";
import { h, note } from "./editor/dom.js";
import { readCondition, writeCondition } from "./editor/expressions.js";

const LABEL = "Deze voorwaarde geldt als";

export function buildConditions(form) {
  const names = JSON.parse(form.dataset.gegevens || "[]").map(({ naam, label, soort, keuzes }) => ({ name: naam, label, type: soort, values: keuzes }));
  const ask = asker(form.querySelector("[name=csrf_token]").value);
  const asked = form.dataset.voorwaarden.split(" ").map((name) => [name, form.querySelector(`input[name="${CSS.escape(name)}"]`)]);
  const present = asked.filter(([, control]) => control);
  present.forEach(([name, control], at) => build({ form, name, names, control, ask, number: present.length > 1 ? ` ${at + 1}` : "" }));
}

function build({ form, name, names, control, ask, number }) {
  const lines = h("div", {});
  const said = h("p", { class: "utrecht-form-field-error-message", role: "status" });
  const place = h("div", { class: "bouwer__plaats", role: "group", "aria-label": `Regels kiezen${number}` }, lines, said);
  control.after(place);
  const draw = () => {
    const focused = document.activeElement?.id;
    lines.replaceChildren(drawn(name, names, control, write));
    if (focused && lines.contains(document.getElementById(focused))) document.getElementById(focused).focus();
  };
  const judge = async () => {
    if (!control.value.trim()) return tell("");
    try {
      const answer = await ask(form.dataset.uitdrukking, { uitdrukking: control.value, namen: names.map((one) => one.name) });
      return tell(answer.goed ? "" : answer.melding);
    } catch {
      return tell(""); // Sending tells it as well.
    }
  };
  const tell = (text) => {
    said.textContent = text;
    control.toggleAttribute("aria-invalid", Boolean(text));
    if (text) control.setAttribute("aria-invalid", "true");
  };
  const write = (condition) => {
    control.value = writeCondition(condition);
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  control.addEventListener("change", () => {
    draw();
    judge();
  });
  draw();
}

function drawn(name, names, control, write) {
  const condition = readCondition(control.value);
  const known = new Set(names.map((one) => one.name));
  if (!condition || condition.lines.some((line) => !known.has(line.name))) return note("Deze voorwaarde is te bijzonder voor de keuzelijsten. Bewerk haar als tekst.");
  return conditionLines({ prefix: `${name}-`, names, condition, save: write, label: LABEL, none: "Er zijn nog geen vragen waar een voorwaarde over kan gaan." });
}
