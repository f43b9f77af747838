// Puts kept answers back in a form, with as many rows as they had.
import { addRow, rowsOf } from "./rijen.js";

export function fill(form, answers) {
  for (const list of form.querySelectorAll("[data-lijst]")) makeRows(list, answers);
  for (const field of form.elements) {
    if (!field.name || field.name === "csrf_token" || field.type === "submit") continue;
    const given = answers.getAll(field.name);
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else field.value = given[0] ?? "";
  }
}

function makeRows(list, answers) {
  const start = `${list.dataset.lijst}.`;
  const numbers = [...answers.keys()].filter((name) => name.startsWith(start)).map((name) => Number(name.split(".")[1]));
  while (numbers.length && highest(list) < Math.max(...numbers)) addRow(list);
}

function highest(list) {
  return Math.max(-1, ...rowsOf(list).map((row) => Number(row.id.split("-").pop())));
}
