// Who does it: the lane an element lies in, and for a lane the role it stands for.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { button, field, h, note, select } from "../dom.js";

const STEP = 10;

export function roleGroup(context) {
  const { element, isProcess } = context;
  if (is(element, "bpmn:Lane")) return ["Rol", laneRole(context)];
  if (isProcess && is(element, "bpmn:Participant")) return ["Rollen", newLane(context, element)];
  if (!isAny(element, ["bpmn:Activity", "bpmn:Event", "bpmn:Gateway"]) || is(element, "bpmn:BoundaryEvent")) return null;
  return ["Rol", ...placed(context)];
}

function laneRole({ element, object, model, facts }) {
  const choices = facts.rollen.map(({ naam }) => [naam, naam]);
  return field("rol", "Rol van deze baan", select(object.name, choices, (value) => model.modeling.updateProperties(element, { name: value || undefined })), "Wie de rol heeft, staat in de instellingen van de regio.");
}

function newLane({ model, facts, redraw }, pool) {
  const used = new Set(lanesOf(model).map((lane) => model.object(lane).name));
  const choice = select("", facts.rollen.filter(({ naam }) => !used.has(naam)).map(({ naam }) => [naam, naam]), () => {});
  const add = () => {
    if (!choice.value) return choice.focus();
    model.together(() => addLane(model, pool, choice.value));
    return redraw();
  };
  return h("div", {}, field("nieuwe-baan", "Baan voor een rol toevoegen", choice), button("Baan toevoegen", add));
}

const lanesOf = (model) => model.get("elementRegistry").filter((one) => is(one, "bpmn:Lane"));

const NEW = "nieuw:";

function placed({ element, object, model, facts, redraw }) {
  const lanes = lanesOf(model).filter((lane) => !lane.children.some((child) => is(child, "bpmn:Lane")));
  if (!lanes.length) {
    const pool = model.processHolder()[0];
    return [note("Dit proces heeft nog geen banen. Voeg een baan toe voor de rol die dit doet."), is(pool, "bpmn:Participant") && newLane({ model, facts, redraw }, pool)];
  }
  const now = lanes.find((lane) => (model.object(lane).flowNodeRef ?? []).includes(object));
  const choices = [...lanes.map((lane) => [lane.id, model.object(lane).name || "Baan zonder rol"]), ...rolesWithoutLane(model, facts)];
  const choose = (value) => (value.startsWith(NEW) ? moveToNew(element, value.slice(NEW.length), model) : move(element, lanes.find((lane) => lane.id === value), model));
  return [
    field("baan", "Wie doet dit?", select(now?.id, choices, choose), "De rol is de baan waarin het element ligt. Een andere rol kiezen verplaatst het element."),
    now && !model.object(now).name && note("Deze baan heeft nog geen rol: kies de baan in de tekening en geef haar een rol."),
  ];
}

// A role that has no lane yet can be chosen too: its lane is made along with it.
function rolesWithoutLane(model, facts) {
  const used = new Set(lanesOf(model).map((lane) => model.object(lane).name));
  return facts.rollen.filter(({ naam }) => !used.has(naam)).map(({ naam }) => [NEW + naam, `${naam} (er komt een baan bij)`]);
}

function moveToNew(element, name, model) {
  model.together(() => move(element, addLane(model, model.processHolder()[0], name), model));
}

function addLane(model, pool, name) {
  const lane = model.modeling.addLane(pool, "bottom");
  model.modeling.updateProperties(lane, { name });
  return lane;
}

function move(element, lane, model) {
  if (!lane) return;
  const wanted = freeTop(element, lane, model);
  model.modeling.moveElements([element], { x: 0, y: wanted - element.y });
  model.get("canvas").scrollToElement(element, 100);
}

// The place in the lane nearest to its middle where nothing else lies.
function freeTop(element, lane, model) {
  const others = model.get("elementRegistry").filter((one) => one !== element && one.parent === element.parent && !one.waypoints && !one.labelTarget && !isAny(one, ["bpmn:Lane", "bpmn:Participant"]));
  const middle = lane.y + (lane.height - element.height) / 2;
  const fits = (top) => top >= lane.y && top + element.height <= lane.y + lane.height;
  const free = (top) => others.every((one) => one.x + one.width + STEP <= element.x || one.x >= element.x + element.width + STEP || one.y + one.height + STEP <= top || one.y >= top + element.height + STEP);
  for (let off = 0; off < lane.height; off += STEP) {
    for (const top of [middle + off, middle - off]) if (fits(top) && free(top)) return Math.round(top);
  }
  return Math.round(middle);
}
