// Ends, calls, messages, and what stands fixed.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { field, h, input, note, select } from "../dom.js";

const REFERENCES = {
  message: ["bpmn:MessageEventDefinition", "messageRef", "bpmn:Message", "name", "Bericht"],
  signal: ["bpmn:SignalEventDefinition", "signalRef", "bpmn:Signal", "name", "Signaal"],
  escalation: ["bpmn:EscalationEventDefinition", "escalationRef", "bpmn:Escalation", "escalationCode", "Escalatie"],
};

export function resultGroup({ element, object, model, facts }) {
  if (!is(element, "bpmn:EndEvent")) return null;
  const control = input(model.property(object, "resultaat"), (value) => model.setProperty(element, "resultaat", value), { list: "paneel-resultaten" });
  const known = h("datalist", { id: "paneel-resultaten" }, facts.resultaten.map((value) => h("option", { value })));
  return ["Resultaat", field("resultaat", "Code van dit einde", control, "Het proces erboven gaat hiermee verder. Een zijtak eindigt met tak_klaar."), known];
}

export function callGroup({ element, object, model, facts }) {
  if (!is(element, "bpmn:CallActivity")) return null;
  const choices = facts.processen.map(({ id, naam }) => [id, naam]);
  const control = select(object.calledElement, choices, (value) => model.modeling.updateProperties(element, { calledElement: value || undefined }));
  return ["Aangeroepen proces", field("aanroep", "Welk proces begint hier?", control)];
}

export function eventGroup({ element, object, model, facts }) {
  const definitions = object?.eventDefinitions ?? [];
  for (const [kind, [type, reference, root, property, label]] of Object.entries(REFERENCES)) {
    const definition = definitions.find((one) => is(one, type));
    if (!definition) continue;
    const control = input(definition[reference]?.get(property), (value) => refer(element, definition, reference, root, property, value, model), { list: "paneel-berichten" });
    const known = h("datalist", { id: "paneel-berichten" }, kind === "message" && facts.berichten.map((value) => h("option", { value })));
    return [label, field("verwijzing", `${label}: naam`, control, "Kies een bekende naam, of typ een nieuwe in kleine letters."), known];
  }
  return null;
}

// Messages, signals and escalations stand beside the process; one that is there already is used again.
function refer(element, definition, reference, root, property, value, model) {
  const definitions = model.modeler.getDefinitions();
  let found = definitions.rootElements.find((one) => is(one, root) && one.get(property) === value);
  if (value && !found) {
    found = model.factory.create(root, { id: `${root === "bpmn:Message" ? "msg" : root.slice(5).toLowerCase()}_${value}`, name: value });
    if (property !== "name") found.set(property, value);
    found.$parent = definitions;
    definitions.rootElements.push(found);
  }
  model.modeling.updateModdleProperties(element, definition, { [reference]: value ? found : undefined });
}

// Set by the national way of working: a region may move and rename it, not take it away.
export function fixedGroup({ element, object, model }) {
  if (!object || element.waypoints) return null;
  const tag = model.property(object, "verplicht");
  const phase = model.property(object, "fase");
  const multi = object.loopCharacteristics;
  const lines = [
    tag && `Deze stap is landelijk verplicht («${tag}»). U mag hem verplaatsen en een andere naam geven, niet weghalen.`,
    phase && `Fase van de zaak terwijl deze stap loopt: ${phase.replaceAll("_", " ")}.`,
    multi && is(multi, "bpmn:MultiInstanceLoopCharacteristics") && `Deze stap gebeurt meer keer ${multi.isSequential ? "na elkaar" : "tegelijk"}${multi.loopCardinality ? `: ${multi.loopCardinality.body} keer` : ""}.`,
  ].filter(Boolean);
  return lines.length ? ["Ligt vast", ...lines.map(note)] : null;
}
