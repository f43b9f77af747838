// Which building block a service task runs, with what, and what it gives back.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { checkbox, field, h, input, note, select } from "../dom.js";
import { isName, isQuoted, quote, unquote } from "../expressions.js";
import { dateBuilder } from "./termijn.js";

const NEWS = { str: "tekst", int: "getal", bool: "ja of nee", date: "datum" };

export function handlerGroup(context) {
  const { element, object, model, facts } = context;
  if (!is(element, "bpmn:ServiceTask")) return null;
  const now = model.operator(object);
  const chosen = facts.bouwstenen.find((one) => one.naam === now.handler);
  const choose = (name) => model.setOperator(element, name, typed(facts.bouwstenen.find((one) => one.naam === name), now.parameters));
  return [
    "Bouwsteen",
    field("bouwsteen", "Wat doet het systeem hier?", select(now.handler, facts.bouwstenen.map((one) => [one.naam, `${one.titel} (${one.onderwerp})`]), choose), chosen?.uitleg),
    ...(chosen?.parameters ?? []).flatMap((one) => parameter(context, chosen, one, now.parameters)),
    ...returns(context, chosen),
  ];
}

// The values with the types the building block asks for; what it does not know is left out.
function typed(handler, values) {
  const wanted = handler?.parameters ?? [];
  return Object.fromEntries(wanted.map(({ naam, type }) => [naam, { type, value: values[naam] ?? "" }]));
}

function parameter(context, handler, { naam, type, verplicht, hulp, waarden }, values) {
  const { element, model, check } = context;
  const now = values[naam] ?? "";
  const write = (value) => model.setOperator(element, handler.naam, { ...typed(handler, values), [naam]: { type, value } });
  const label = `${naam.replaceAll("_", " ")} (${NEWS[type] ?? type}${verplicht ? "" : ", niet verplicht"})`;
  if (type === "date") return [h("fieldset", { class: "paneeldeel" }, h("legend", {}, label), dateBuilder(`par-${naam}`, hulp || "Welke datum?", now, context, write))];
  const save = (text, control) => check(text, control, write);
  const variables = model.variables().filter((one) => one.type === type).map((one) => [one.name, `gegeven: ${one.name}`]);
  const fixed = type === "bool" ? [["True", "ja"], ["False", "nee"]] : waarden.map((value) => [value, unquote(value).replaceAll("_", " ")]);
  const choices = [...fixed, ...variables];
  return [
    field(`par-${naam}`, label, select(choices.some(([one]) => one === now) ? now : now && "…", [...choices, ["…", "iets anders"]], (value, control) => (value === "…" ? showOther(control) : save(value, control)), verplicht ? "Kies…" : "Leeg"), hulp),
    other(`par-${naam}-vrij`, type, now, choices, save),
  ];
}

function other(name, type, now, choices, save) {
  const control = input(isQuoted(now) ? unquote(now) : now, (value, target) => save(type === "str" && !isName(value) && !value.includes("(") && !isQuoted(value) ? quote(value) : value, target));
  const place = field(name, "Andere waarde", control, type === "str" ? 'Vaste tekst tussen aanhalingstekens, bijvoorbeeld "plan"; zonder aanhalingstekens is het een gegeven.' : "Een getal, of de naam van een gegeven.");
  place.hidden = !now || choices.some(([one]) => one === now);
  if (!place.hidden) control.value = now;
  return place;
}

function showOther(control) {
  const place = document.getElementById(`${control.id}-vrij`)?.parentElement;
  if (!place) return;
  place.hidden = false;
  place.querySelector("input").focus();
}

function returns({ element, object, model }, handler) {
  if (!handler?.geeft.length) return [];
  const taken = model.taken(object).map(([, from]) => from);
  return [
    h("p", { class: "utrecht-form-label" }, "Uitkomsten waarmee het proces verdergaat"),
    note("Alleen wat hier aangevinkt is, kunt u gebruiken in voorwaarden en termijnen."),
    ...handler.geeft.map(({ naam, type }) => checkbox(`geeft-${naam}`, naam.replaceAll("_", " "), taken.includes(naam), (on) => model.take(element, naam, type, on))),
  ];
}
