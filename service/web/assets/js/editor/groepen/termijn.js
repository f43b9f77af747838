// Due dates of tasks and moments of timers, built from the list of terms, a number of working days, or a date.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { field, h, input, note, select } from "../dom.js";
import { named } from "../antwoorden.js";
import { readDate, readTimer, writeDate } from "../expressions.js";

const KINDS = [
  ["termijn", "Een termijn uit de lijst"],
  ["werkdagen", "Een aantal werkdagen"],
  ["datum", "Een datum uit het proces"],
  ["tekst", "Een eigen uitdrukking"],
];
const MOMENTS = [
  ["om_herinnering", "aan het begin van die dag (tijd van herinneringen)"],
  ["om_verval", "aan het eind van die dag (tijd waarop iets vervalt)"],
];

export function dueGroup(context) {
  const { element, object, model } = context;
  if (!["bpmn:UserTask", "bpmn:ManualTask", "bpmn:Task"].includes(element.type)) return null;
  const now = model.property(object, "vervalt");
  return [
    "Termijn",
    ...dateBuilder("vervalt", "Wanneer moet deze taak klaar zijn?", now, context, (value) => model.setProperty(element, "vervalt", value)),
  ];
}

export function timerGroup(context) {
  const { element, object, model } = context;
  const timer = object?.eventDefinitions?.find((one) => is(one, "bpmn:TimerEventDefinition"));
  if (!timer) return null;
  if (timer.timeDuration) return ["Termijn", durationField(context, timer)];
  const now = readTimer(timer.timeDate?.body);
  const due = is(element, "bpmn:BoundaryEvent") ? ["vervalt_op"] : [];
  const write = (moment, date) => model.setExpression(element, timer, "timeDate", date && `${moment || "om_herinnering"}(${date})`);
  const moment = select(now.moment || "om_herinnering", MOMENTS, (value) => write(value, now.date), null);
  return [
    "Termijn",
    ...dateBuilder("moment", "Op welke dag?", now.date, context, (value) => write(now.moment, value), due),
    field("tijdstip", "Hoe laat op die dag?", moment),
    is(element, "bpmn:BoundaryEvent") && interrupting(context),
  ];
}

function interrupting({ element, object, model }) {
  const now = object.cancelActivity === false ? "nee" : "ja";
  const choices = [["nee", "De taak blijft open (herinnering)"], ["ja", "De taak stopt (vervallen)"]];
  const write = (value) => model.modeling.updateProperties(element, { cancelActivity: value === "ja" });
  return field("onderbreekt", "Wat gebeurt er met de taak?", select(now, choices, write, null));
}

function durationField({ element, model }, timer) {
  const control = input(timer.timeDuration.body, (value) => model.setExpression(element, timer, "timeDuration", value));
  return field("duur", "Hoe lang wachten?", control, 'Bijvoorbeeld "P3D" (drie dagen) of "PT12H" (twaalf uur), met aanhalingstekens.');
}

export function dateBuilder(name, label, source, context, write, more = []) {
  const date = readDate(source);
  const { facts, check, model } = context;
  const save = (changes, control) => {
    const text = writeDate({ ...date, ...changes });
    if (text !== source) check(text, control, write, more);
  };
  const how = select(date.kind, KINDS, (kind, control) => save(kind === "tekst" ? { kind, text: source } : firstOf(kind, facts, model, date), control));
  const starts = startingPoints(context, more);
  const from = () => field(`${name}-vanaf`, date.kind === "datum" ? "Welke datum?" : "Geteld vanaf", select(date.from, starts, (value, control) => save({ from: value }, control), null));
  return [
    field(name, label, how),
    date.kind === "termijn" && field(`${name}-code`, "Termijn", select(date.code, facts.termijnen.map((one) => [one.code, `${one.code} ${one.naam}: nu ${one.nu}`]), (code, control) => save({ code }, control), null)),
    date.kind === "werkdagen" && field(`${name}-dagen`, "Aantal werkdagen", input(date.days, (days, control) => save({ days }, control), { inputmode: "numeric" })),
    ["termijn", "werkdagen", "datum"].includes(date.kind) && from(),
    date.kind === "tekst" && field(`${name}-tekst`, "Uitdrukking", input(date.text, (text, control) => save({ text }, control)), "U kunt termijn, werkdagen, eerste_van, laatste_van en kies gebruiken."),
    source && h("p", { class: "paneelnoot" }, "In het diagram staat: ", h("code", {}, source)),
    !source && note("Nog niet ingevuld."),
  ];
}

function firstOf(kind, facts, model, { from = "vandaag()" }) {
  if (kind === "termijn") return { kind, code: facts.termijnen[0]?.code, from };
  if (kind === "werkdagen") return { kind, days: "5", from };
  return { kind, from };
}

function startingPoints(context, more) {
  const dates = named(context, context.model.variables().filter((one) => one.type === "date"));
  const own = more.includes("vervalt_op") ? [["vervalt_op", "de vervaldatum van de taak (vervalt_op)"]] : [];
  return [["vandaag()", "de dag waarop dit begint"], ...own, ...dates];
}
