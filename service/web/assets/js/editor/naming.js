// New elements get an id that says what they are: the Dutch name in snake_case. An id that somebody chose stays.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";

const MADE_UP = /^(Activity|Event|Gateway|Flow|Lane|Participant|Process|Collaboration|Group|TextAnnotation|Association|DataObjectReference|DataStoreReference|StartEvent)_[0-9a-z]{7}$/;
const LONGEST = 60;

export const isMadeUp = (id) => MADE_UP.test(id ?? "");
export const isGoodId = (id) => /^[a-z_][a-z0-9_]{0,79}$/.test(id) && !id.startsWith("__");

export function snake(name) {
  const plain = name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, "_").slice(0, LONGEST).replace(/^_+|_+$/g, "");
  return /^[0-9]/.test(words) ? `stap_${words}` : words;
}

class Naming extends CommandInterceptor {
  constructor(eventBus, modeling, moddle, canvas) {
    super(eventBus);
    Object.assign(this, { modeling, moddle, canvas });
    const named = ["element.updateLabel", "element.updateProperties", "element.updateModdleProperties"];
    this.postExecuted(named, 200, ({ context }) => this.name(context.element));
    this.postExecuted(["connection.create", "connection.reconnect"], 200, ({ context }) => this.nameFlow(context.connection));
  }

  name(given) {
    const element = given.labelTarget ?? given;
    const object = getBusinessObject(element);
    if (!isMadeUp(object.id) || !object.name || is(element, "bpmn:SequenceFlow")) return;
    const words = snake(object.name);
    if (!words) return;
    this.modeling.updateProperties(element, { id: this.free(this.prefix(element) + words) });
    for (const flow of [...(element.incoming ?? []), ...(element.outgoing ?? [])]) this.nameFlow(flow);
  }

  prefix(element) {
    if (!is(element, "bpmn:Lane")) return "";
    let pool = element.parent;
    while (pool && !is(pool, "bpmn:Participant")) pool = pool.parent;
    return `lane_${pool ? getBusinessObject(pool).processRef?.id : "proces"}_`;
  }

  nameFlow(flow) {
    if (!flow || !is(flow, "bpmn:SequenceFlow") || !isMadeUp(flow.id)) return;
    const ends = [flow.source?.id, flow.target?.id];
    if (ends.some((id) => !id || isMadeUp(id))) return;
    this.modeling.updateProperties(flow, { id: this.free(`f_${ends[0]}__${ends[1]}`) });
  }

  free(wanted) {
    let id = wanted;
    for (let number = 2; this.moddle.ids.assigned(id); number++) id = `${wanted}_${number}`;
    return id;
  }
}
Naming.$inject = ["eventBus", "modeling", "moddle", "canvas"];

export const namingModule = { __init__: ["naming"], naming: ["type", Naming] };
