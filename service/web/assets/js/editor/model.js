// Reading and changing what an element carries besides its drawing: properties, building block, condition, variables.
// Every change goes through the command stack, so that one undo takes one change back.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";

const VARIABLE = "variabele.";

export class Model {
  constructor(modeler) {
    this.modeler = modeler;
    this.get = (name) => modeler.get(name);
    this.factory = modeler.get("bpmnFactory");
    this.modeling = modeler.get("modeling");
    modeler.get("commandStack").registerHandler("procesregie.samen", Together);
  }

  // Several changes that are one for the person at the keys.
  together(run) {
    this.get("commandStack").execute("procesregie.samen", { run });
  }

  object(element) {
    return getBusinessObject(element);
  }

  // The drawn element that stands for the process, and the process itself.
  processHolder() {
    const root = this.get("canvas").getRootElement();
    if (is(root, "bpmn:Process")) return [root, this.object(root)];
    const pools = this.get("elementRegistry").filter((one) => is(one, "bpmn:Participant") && this.object(one).processRef);
    return pools.length ? [pools[0], this.object(pools[0]).processRef] : [root, null];
  }

  extension(object, type) {
    return (object.extensionElements?.values ?? []).find((one) => is(one, type));
  }

  property(object, name) {
    return this.extension(object, "spiffworkflow:Properties")?.properties?.find((one) => one.name === name)?.value ?? "";
  }

  properties(object) {
    return this.extension(object, "spiffworkflow:Properties")?.properties ?? [];
  }

  setProperty(element, name, value, object = this.object(element)) {
    const kept = this.properties(object).filter((one) => one.name !== name);
    const at = this.properties(object).findIndex((one) => one.name === name);
    if (value) kept.splice(at < 0 ? kept.length : at, 0, this.make("spiffworkflow:Property", { name, value }));
    const list = this.make("spiffworkflow:Properties", { properties: kept });
    this.setExtension(element, object, "spiffworkflow:Properties", kept.length ? list : null);
  }

  setExtension(element, object, type, value) {
    const old = object.extensionElements?.values ?? [];
    const at = old.findIndex((one) => is(one, type));
    const values = old.filter((one) => !is(one, type));
    if (value) values.splice(at < 0 ? values.length : at, 0, value);
    const holder = values.length ? this.factory.create("bpmn:ExtensionElements", { values }) : undefined;
    for (const one of values) one.$parent = holder;
    if (holder) holder.$parent = object;
    this.modeling.updateModdleProperties(element, object, { extensionElements: holder });
  }

  make(type, content) {
    const made = this.factory.create(type, content);
    for (const value of Object.values(content)) for (const one of [value].flat()) if (one?.$type) one.$parent = made;
    return made;
  }

  documentation(object) {
    return object.documentation?.[0]?.text ?? "";
  }

  setDocumentation(element, text, object = this.object(element)) {
    const list = text ? [this.make("bpmn:Documentation", { text })] : [];
    this.modeling.updateModdleProperties(element, object, { documentation: list });
  }

  // What goes from a form or a building block to the process: pairs of variable and field.
  taken(object) {
    return this.property(object, "variabelen").split(",").map((pair) => pair.trim()).filter(Boolean).map((pair) => {
      const [name, from] = pair.split("=").map((part) => part.trim());
      return [name, from || name];
    });
  }

  // A field that goes into the process is declared there too, with this element as its origin.
  take(element, field, type, on) {
    const object = this.object(element);
    const pairs = this.taken(object).filter(([, from]) => from !== field);
    const old = this.taken(object).find(([, from]) => from === field);
    this.together(() => {
      const now = on ? [...pairs, [field, field]] : pairs;
      this.setProperty(element, "variabelen", now.map(([name, from]) => (name === from ? name : `${name}=${from}`)).join(", "));
      this.setOrigin(old?.[0] ?? field, object.id, on, type);
    });
  }

  setOrigin(name, origin, on, type) {
    const [holder, process] = this.processHolder();
    if (!process) return;
    const known = this.variables().find((one) => one.name === name);
    if (!known && !on) return;
    const origins = (known?.origins ?? []).filter((one) => elementOf(one) !== origin).concat(on ? [origin] : []);
    const first = known?.first === undefined ? "" : `; ${known.first}`;
    const text = origins.length ? `${known?.type ?? type}; ${origins.join(", ")}${first}` : "";
    this.setProperty(holder, VARIABLE + name, text, process);
  }

  variables() {
    const [, process] = this.processHolder();
    if (!process) return [];
    return this.properties(process).filter((one) => one.name?.startsWith(VARIABLE)).map((one) => {
      const [type, origins = "", ...first] = (one.value ?? "").split(";").map((part) => part.trim());
      return {
        name: one.name.slice(VARIABLE.length),
        type,
        origins: origins.split(",").map((part) => part.trim()).filter(Boolean),
        first: first.length ? first.join("; ") : undefined,
      };
    });
  }

  setVariable(name, { type, origins, first }) {
    const [holder, process] = this.processHolder();
    const value = type ? `${type}; ${origins.join(", ")}${first === undefined || first === "" ? "" : `; ${first}`}` : "";
    this.setProperty(holder, VARIABLE + name, value, process);
  }

  // Where the id of an element was used by name: origins of variables.
  renameOrigin(from, to) {
    for (const variable of this.variables()) {
      const origins = variable.origins.map((one) => (elementOf(one) === from ? to + one.slice(from.length) : one));
      if (origins.join() !== variable.origins.join()) this.setVariable(variable.name, { ...variable, origins });
    }
  }

  operator(object) {
    const found = this.extension(object, "spiffworkflow:ServiceTaskOperator");
    if (!found) return { handler: "", parameters: {} };
    const given = found.parameterList?.parameters ?? [];
    return {
      handler: (found.id ?? "").replace(/^ret\./, ""),
      parameters: Object.fromEntries(given.map((one) => [one.id, one.value ?? ""])),
    };
  }

  setOperator(element, handler, parameters) {
    const object = this.object(element);
    const list = Object.entries(parameters).filter(([, one]) => one.value !== "").map(([id, one]) =>
      this.make("spiffworkflow:Parameter", { id, type: one.type, value: one.value }));
    const operator = this.make("spiffworkflow:ServiceTaskOperator", {
      id: `ret.${handler}`,
      resultVariable: `_${object.id}`,
      ...(list.length ? { parameterList: this.make("spiffworkflow:Parameters", { parameters: list }) } : {}),
    });
    this.setExtension(element, object, "spiffworkflow:ServiceTaskOperator", handler ? operator : null);
  }

  setExpression(element, holder, name, text) {
    const value = text ? this.make("bpmn:FormalExpression", { body: text }) : undefined;
    if (value) value.$parent = holder;
    this.modeling.updateModdleProperties(element, holder, { [name]: value });
  }
}

// An origin is the id of an element, with the field it came from or without.
export const elementOf = (origin) => origin.split(".")[0];

class Together {
  preExecute({ run }) {
    run();
  }
}
