// Lines of a name, a comparison and a value that together make a condition: in the panel beside a drawing, and under
// a question of a page. `names` are {name, label, type, values}; `save` gets the condition as it is after a change.
import { button, checkbox, field, h, input, note, select } from "./dom.js";
import { BOOLS, CONTAINS, EMPTY, LISTED, OPERATORS, quote, unquote } from "./expressions.js";

const JOINS = [["and", "alle regels gelden"], ["or", "een van de regels geldt"]];

export function conditionLines({ prefix, names, condition, save, label, none }) {
  if (!names.length) return note(none);
  const shown = condition.lines.length ? condition.lines : [{ name: "", operator: "==", value: "" }];
  const change = (number, changes) => save({ ...condition, lines: shown.map((line, index) => (index === number ? { ...line, ...changes } : line)) });
  const rows = shown.map((line, number) => {
    const remove = condition.lines.length > 0 && (() => save({ ...condition, lines: shown.filter((one) => one !== line) }));
    return row({ prefix, names, line, number, change, remove });
  });
  const add = () => save({ ...condition, lines: [...shown, first(names[0])] });
  return h(
    "div",
    { class: "bouwer" },
    shown.length > 1 && field(`${prefix}verbinding`, label, select(condition.join, JOINS, (join) => save({ ...condition, join }), null)),
    rows,
    condition.lines.length > 0 && button("Regel erbij", add),
  );
}

function row({ prefix, names, line, number, change, remove }) {
  const known = names.find((one) => one.name === line.name);
  const id = `${prefix}regel-${number}`;
  const pick = (name) => name && change(number, first(names.find((one) => one.name === name)));
  const compare = (operator) => change(number, { operator, value: startOf(known, operator) });
  return h(
    "fieldset",
    { class: "paneeldeel" },
    h("legend", {}, `Regel ${number + 1}`),
    field(`${id}-gegeven`, "Gegeven", select(line.name, names.map((one) => [one.name, one.label]), pick)),
    known && field(`${id}-vergelijking`, "Vergelijking", select(line.operator, operatorsOf(known), compare, null)),
    known && value({ id, known, names, line, save: (text) => change(number, { value: text }) }),
    remove && button(`Regel ${number + 1} weghalen`, remove),
  );
}

const first = (known) => {
  const [operator] = operatorsOf(known)[0];
  return { name: known.name, operator, value: startOf(known, operator) };
};

function operatorsOf({ type, values }) {
  if (type === "list") return [...CONTAINS, ...EMPTY];
  if (type === "bool") return OPERATORS.slice(0, 2);
  if (["int", "date"].includes(type)) return [...OPERATORS, ...EMPTY];
  return [...OPERATORS.slice(0, 2), ...(values.length ? LISTED : []), ...EMPTY];
}

function startOf(known, operator) {
  if (EMPTY.some(([one]) => one === operator)) return "None";
  if (known.type === "bool") return "True";
  if (known.type === "date") return "vandaag()";
  return known.values[0]?.[0] ?? (known.type === "int" ? "0" : '""');
}

function value({ id, known, names, line, save }) {
  if (EMPTY.some(([one]) => one === line.operator)) return null;
  if (LISTED.some(([one]) => one === line.operator)) return several({ id, known, line, save });
  return field(`${id}-waarde`, "Waarde", control(known, names, line.value, save));
}

function control(known, names, now, save) {
  if (known.type === "bool") return select(now, BOOLS, save, null);
  if (known.type === "date") {
    const dates = names.filter((one) => one.type === "date" && one !== known).map((one) => [one.name, one.label]);
    return select(now, [["vandaag()", "vandaag"], ...dates], save, null);
  }
  if (known.values.length) return select(now, known.values, save, null);
  if (known.type === "int") return input(now, save, { inputmode: "numeric" });
  return input(unquote(now), (text) => save(quote(text)));
}

// One or more of the choices; at least one stays, for a condition about nothing never holds.
function several({ id, known, line, save }) {
  const chosen = line.value.split(/,\s*/).filter(Boolean);
  const set = (one, on) => {
    const left = [...known.values.map(([choice]) => choice), "None"].filter((choice) => (choice === one ? on : chosen.includes(choice)));
    if (left.length) save(left.join(", "));
  };
  return h(
    "fieldset",
    { class: "paneeldeel" },
    h("legend", {}, "Waarden"),
    [...known.values, ["None", "niet ingevuld"]].map(([choice, label], at) =>
      checkbox(`${id}-waarde-${at}`, label, chosen.includes(choice), (on) => set(choice, on))),
  );
}
