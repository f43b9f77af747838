// Which form a task shows, and which of its answers the process goes on with.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { checkbox, field, h, note, select } from "../dom.js";

const TYPES = { janee: "bool", getal: "int", bedrag: "int", datum: "date", meerkeuze: "list", lijst: "list" };

export function formGroup(context) {
  const { element, object, model, facts } = context;
  if (!is(element, "bpmn:UserTask")) return null;
  const now = model.property(object, "formulier");
  const choices = facts.formulieren.map(({ id, titel }) => [id, titel]);
  return [
    "Formulier",
    field("formulier", "Formulier van deze taak", select(now, choices, (value) => model.setProperty(element, "formulier", value))),
    links(now, facts),
    ...fields(context, facts.formulieren.find((form) => form.id === now)),
  ];
}

function links(now, facts) {
  const link = (href, label) => h("a", { class: "utrecht-link utrecht-link--html-a", href, target: "_blank" }, label, h("span", { class: "alleen-voorlezen" }, " (opent een nieuw tabblad)"));
  return h(
    "p",
    { class: "paneellinks" },
    now && link(`${facts.formulieradres}/${encodeURIComponent(now)}`, "Dit formulier bewerken"),
    link(facts.formulieradres, "Nieuw formulier maken"),
  );
}

function fields({ element, object, model }, form) {
  if (!form) return [];
  const taken = model.taken(object).map(([, from]) => from);
  return [
    h("p", { class: "utrecht-form-label" }, "Antwoorden waarmee het proces verdergaat"),
    note("Alleen wat hier aangevinkt is, kunt u gebruiken in voorwaarden en termijnen."),
    ...form.velden.map((one) =>
      checkbox(`veld-${one.naam}`, one.label || one.naam, taken.includes(one.naam), (on) => model.take(element, one.naam, TYPES[one.type] ?? "str", on), `(${one.naam})`)),
  ];
}
