// What the process knows: each with its kind, where it comes from, and its first value.
import { button, field, h, input, note, sayWrong, select } from "../dom.js";

const KINDS = [["str", "tekst"], ["bool", "ja of nee"], ["int", "getal"], ["date", "datum"], ["list", "lijst"]];
const NAME = /^[a-z][a-z0-9_]*$/;

export function variablesGroup({ isProcess, object, model, redraw }) {
  if (!isProcess || !object) return null;
  const rows = model.variables().map((one) => row(one, model));
  return ["Gegevens van het proces", note("Antwoorden en uitkomsten komen hier vanzelf als u ze bij een taak aanvinkt."), ...rows, adding(model, redraw)];
}

function row(variable, model) {
  const { name, type, origins, first } = variable;
  const set = (changes) => model.setVariable(name, { ...variable, ...changes });
  const split = (text) => text.split(",").map((part) => part.trim()).filter(Boolean);
  return h(
    "details",
    { class: "paneelvariabele" },
    h("summary", {}, `${name} (${KINDS.find(([one]) => one === type)?.[1] ?? type})`),
    field(`soort-${name}`, "Soort", select(type, KINDS, (value) => set({ type: value }), null)),
    field(`herkomst-${name}`, "Komt van", input(origins.join(", "), (value) => set({ origins: split(value) })), "Kenmerken van elementen, of «start».") ,
    field(`begin-${name}`, "Beginwaarde", input(first, (value) => set({ first: value })), 'Bijvoorbeeld "", 0, False of [].'),
    button("Weghalen", () => model.setVariable(name, { type: "" })),
  );
}

function adding(model, redraw) {
  const control = input("", () => {});
  const add = () => {
    const name = control.value.trim();
    if (!NAME.test(name)) return sayWrong(control, "Gebruik kleine letters, cijfers en onderstreepjes.");
    if (model.variables().some((one) => one.name === name)) return sayWrong(control, "Dit gegeven is er al.");
    model.setVariable(name, { type: "str", origins: ["start"], first: '""' });
    return redraw();
  };
  return h("div", {}, field("nieuw-gegeven", "Nieuw gegeven", control), button("Gegeven toevoegen", add));
}
