// When a flow out of a choice is taken: lines of field, operator and value, which together make the expression.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { conditionLines } from "../condition_lines.js";
import { checkbox, field, input, note } from "../dom.js";
import { named, questionOf } from "../antwoorden.js";
import { quote, readCondition, writeCondition } from "../expressions.js";

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
  const variables = context.model.variables();
  const labels = new Map(named(context, variables));
  const names = variables.map((one) => ({ name: one.name, label: labels.get(one.name), type: one.type, values: valuesOf(context, one) }));
  const none = "Dit proces heeft nog geen gegevens. Vink bij een eerdere taak een antwoord aan waarmee het proces verdergaat.";
  return conditionLines({ prefix: "", names, condition, save, label: "Deze weg wordt gekozen als", none });
}

// The answers a field of a form offers; empty when anything may be typed.
function valuesOf(context, variable) {
  return (questionOf(context, variable)?.keuzes ?? []).map(({ waarde, label }) => [quote(waarde), label]);
}
