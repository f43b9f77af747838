// Name, explanation and id: every element has them.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { field, input, note, sayWrong, select, textarea } from "../dom.js";
import { isGoodId } from "../naming.js";

export function general({ element, object, model, isProcess, facts }) {
  if (!object) return ["Algemeen", note("Er is nog geen proces. Zet eerst een proceskader op het blad.")];
  const kind = isProcess ? "Proces" : kindOf(element, facts);
  return [
    `Algemeen: ${kind}`,
    !is(element, "bpmn:Lane") && field("naam", "Naam", input(object.name, (value) => rename(element, object, value, model, isProcess)), nameHelp(element)),
    hasHelp(element) && field("uitleg", isProcess ? "Doel van dit proces" : "Uitleg", explanation(element, object, model), explanationHelp(element, isProcess)),
    isProcess && field("onderwerp", "Onderwerp", subject(element, object, model, facts), "Waar een exemplaar van dit proces over gaat."),
  ];
}

// Folded at the end: whoever draws seldom needs it.
export function idGroup({ element, object, model, isProcess }) {
  return object && ["Kenmerk", idField(element, object, model, isProcess)];
}

const kindOf = (element, facts) => facts.soorten[element.type.replace("bpmn:", "")] ?? "element";

const hasHelp = (element) => !["bpmn:Lane", "bpmn:SequenceFlow", "bpmn:TextAnnotation", "bpmn:Group", "bpmn:Association"].includes(element.type);

function nameHelp(element) {
  if (is(element, "bpmn:ExclusiveGateway")) return "Stel een vraag, bijvoorbeeld «Is er een plan?»";
  if (is(element, "bpmn:SequenceFlow")) return "Het antwoord dat deze weg kiest, bijvoorbeeld «ja».";
  if (is(element, "bpmn:Task")) return "Begin met wat er gebeurt, bijvoorbeeld «Uithuisplaatsing toetsen».";
  return "";
}

function explanationHelp(element, isProcess) {
  if (isProcess) return "";
  return is(element, "bpmn:UserTask") ? "Staat boven het formulier: wat wordt gevraagd en waarom." : "";
}

function rename(element, object, value, model, isProcess) {
  if (isProcess) {
    model.together(() => {
      model.modeling.updateModdleProperties(element, object, { name: value || undefined });
      if (is(element, "bpmn:Participant")) model.modeling.updateProperties(element, { name: value || undefined });
    });
  } else model.modeling.updateProperties(element, { name: value || undefined });
}

function explanation(element, object, model) {
  return textarea(model.documentation(object), (value) => model.setDocumentation(element, value, object));
}

function subject(element, object, model, facts) {
  const now = model.property(object, "onderwerp");
  return select(now, facts.onderwerpen.map(({ sleutel, naam }) => [sleutel, naam]), (value) => model.setProperty(element, "onderwerp", value, object));
}

function idField(element, object, model, isProcess) {
  if (isProcess) {
    const shown = input(object.id, () => {}, { readonly: true });
    return field("kenmerk", "Kenmerk", shown, "Ligt vast: het is ook de naam van het bestand.");
  }
  const control = input(object.id, (value, target) => {
    if (value === object.id) return sayWrong(target, "");
    if (!isGoodId(value)) return sayWrong(target, "Gebruik kleine letters, cijfers en onderstreepjes.");
    if (model.get("moddle").ids.assigned(value)) return sayWrong(target, "Dit kenmerk bestaat al. Kies een ander.");
    const old = object.id;
    return model.together(() => {
      model.modeling.updateProperties(element, { id: value });
      model.renameOrigin(old, value);
    });
  });
  return field("kenmerk", "Kenmerk", control, "Verbindt dit element met formulieren, verslagen en lopende zaken. Verander het liever niet.");
}
