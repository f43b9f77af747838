// Where a variable comes from: the question of a form that somebody answers.
import { elementOf } from "./model.js";

// The question whose answer this is, as the form has it; null when a building block or the start gives it.
export function questionOf({ facts, model, modeler }, variable) {
  for (const origin of variable.origins) {
    const found = modeler.get("elementRegistry").get(elementOf(origin));
    const object = found && model.object(found);
    const form = object && facts.formulieren.find(({ id }) => id === model.property(object, "formulier"));
    const from = form && model.taken(object).find(([name]) => name === variable.name)?.[1];
    const question = form?.velden.find(({ naam }) => naam === from);
    if (question) return question;
  }
  return null;
}

// Pairs of name and what people call it.
export function named(context, variables) {
  return variables.map((one) => {
    const label = questionOf(context, one)?.label;
    return [one.name, label ? `${label} (${one.name})` : one.name];
  });
}
