// When a flow out of a choice is taken: lines of field, operator and value, which together make the expression.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { button, checkbox, field, h, input, note, select } from "../dom.js";
import { named, questionOf } from "../antwoorden.js";
import { OPERATORS, quote, readCondition, unquote, writeCondition } from "../expressions.js";

const BOOLS = [["True", "ja"], ["False", "nee"]];

export function conditionGroup(context) {
  const { element, object } = context;
  if (!is(element, "bpmn:SequenceFlow") || !is(object.sourceRef, "bpmn:ExclusiveGateway")) return null;
  if ((object.sourceRef.outgoing ?? []).length < 2) return null;
  const isDefault = object.sourceRef.default === object;
  return ["Voorwaarde", defaultBox(context, isDefault), ...(isDefault ? [note("Deze weg heeft geen voorwaarde nodig.")] : builder(context))];
}

function defaultBox({ element, object, model }, isDefault) {
  return checkbox("anders", "In alle andere gevallen", isDefault, (on) => model.together(() => {
    if (on && object.conditionExpression) model.setExpression(element, object, "conditionExpression", "");
    model.modeling.updateProperties(element.source, { default: on ? object : undefined });
  }));
}

function builder(context) {
  const { element, object, model, check } = context;
  const source = object.conditionExpression?.body ?? "";
  const found = readCondition(source);
  const write = (text) => model.setExpression(element, object, "conditionExpression", text);
  const text = input(source, (value, control) => check(value, control, write));
  const free = field("uitdrukking", "Uitdrukking", text, 'Bijvoorbeeld: uitkomst == "akkoord" and bedrag <= 5000');
  const save = (condition) => check(writeCondition(condition), document.getElementById("paneel-uitdrukking"), write);
  if (!found) return [note("Deze voorwaarde is te bijzonder voor de keuzelijsten. Bewerk haar als tekst."), free];
  return [lines(context, found, save), free];
}

function lines(context, condition, save) {
  const names = context.model.variables();
  if (!names.length) return note("Dit proces heeft nog geen gegevens. Vink bij een eerdere taak een antwoord aan waarmee het proces verdergaat.");
  const shown = condition.lines.length ? condition.lines : [{ name: "", operator: "==", value: "" }];
  const change = (number, changes) => save({ ...condition, lines: shown.map((line, index) => (index === number ? { ...line, ...changes } : line)) });
  const rows = shown.map((line, number) => row(context, line, number, names, change, shown.length > 1 && (() => save({ ...condition, lines: shown.filter((one) => one !== line) }))));
  const add = () => save({ ...condition, lines: [...shown, { name: names[0].name, operator: "==", value: firstValue(context, names[0]) }] });
  const joins = [["and", "alle regels gelden"], ["or", "een van de regels geldt"]];
  return h(
    "div",
    {},
    shown.length > 1 && field("verbinding", "Deze weg wordt gekozen als", select(condition.join, joins, (join) => save({ ...condition, join }), null)),
    rows,
    condition.lines.length > 0 && button("Regel erbij", add),
  );
}

function row(context, line, number, names, change, remove) {
  const variable = names.find((one) => one.name === line.name);
  const pick = (name) => change(number, { name, value: firstValue(context, names.find((one) => one.name === name)), operator: "==" });
  const ordered = variable && ["int", "date"].includes(variable.type);
  return h(
    "fieldset",
    { class: "paneeldeel" },
    h("legend", {}, `Regel ${number + 1}`),
    field(`regel-${number}-gegeven`, "Gegeven", select(line.name, named(context, names), pick)),
    variable && field(`regel-${number}-vergelijking`, "Vergelijking", select(line.operator, ordered ? OPERATORS : OPERATORS.slice(0, 2), (operator) => change(number, { operator }), null)),
    variable && field(`regel-${number}-waarde`, "Waarde", valueControl(context, variable, line, (value) => change(number, { value }))),
    remove && button("Regel weghalen", remove),
  );
}

function firstValue(context, variable) {
  if (!variable) return "";
  return valuesOf(context, variable)[0]?.[0] ?? (variable.type === "int" ? "0" : '""');
}

// The answers a field of a form offers, or yes and no; empty when anything may be typed.
function valuesOf(context, variable) {
  if (variable.type === "bool") return BOOLS;
  return (questionOf(context, variable)?.keuzes ?? []).map(({ waarde, label }) => [quote(waarde), label]);
}

function valueControl(context, variable, line, save) {
  const values = valuesOf(context, variable);
  if (values.length) return select(line.value, values, save, null);
  if (variable.type === "int") return input(line.value, save, { inputmode: "numeric" });
  return input(unquote(line.value), (value) => save(quote(value)));
}
