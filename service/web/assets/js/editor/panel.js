// The panel beside the drawing: groups of what an element carries. It is made anew when the choice or the element changes.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { button, h, note, sayWrong } from "./dom.js";
import { general, idGroup } from "./groepen/algemeen.js";
import { formGroup } from "./groepen/formulier.js";
import { roleGroup } from "./groepen/rol.js";
import { dueGroup, timerGroup } from "./groepen/termijn.js";
import { handlerGroup } from "./groepen/bouwsteen.js";
import { conditionGroup } from "./groepen/voorwaarde.js";
import { callGroup, eventGroup, fixedGroup, resultGroup } from "./groepen/overig.js";
import { variablesGroup } from "./groepen/variabelen.js";

const GROUPS = [general, formGroup, roleGroup, dueGroup, timerGroup, handlerGroup, conditionGroup, callGroup, eventGroup, resultGroup, fixedGroup, variablesGroup, idGroup];
const closed = new Set(["Kenmerk"]);

export class Panel {
  constructor({ modeler, model, facts, ask, place }) {
    Object.assign(this, { modeler, model, facts, ask, place, rounds: new Map() });
    const bus = modeler.get("eventBus");
    const soon = () => queueMicrotask(() => this.draw());
    bus.on(["import.done", "selection.changed", "elements.changed"], soon);
  }

  get element() {
    const [one, ...more] = this.modeler.get("selection").get();
    if (more.length) return null;
    return one ? (one.labelTarget ?? one) : this.model.processHolder()[0];
  }

  draw() {
    const { element } = this;
    const focused = this.place.contains(document.activeElement) ? document.activeElement.id : null;
    const shown = this.shownId;
    this.shownId = element?.id;
    this.place.replaceChildren(...this.content(element));
    if (focused && shown === this.shownId) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  content(element) {
    if (!element) return [note("Kies één element om het te bewerken.")];
    const [holder, process] = this.model.processHolder();
    const isProcess = element === holder && (is(element, "bpmn:Participant") || is(element, "bpmn:Process"));
    const context = {
      ...this.tools(element),
      element,
      object: isProcess ? process : this.model.object(element),
      isProcess,
    };
    const groups = GROUPS.map((make) => make(context)).filter(Boolean);
    return groups.map(([title, ...content], index) => this.group(title, content, index));
  }

  tools(element) {
    const { model, facts, modeler } = this;
    return {
      model,
      facts,
      modeler,
      redraw: () => this.draw(),
      check: (source, control, write, more = []) => this.check({ element, source, control, write, more }),
    };
  }

  // Writes an expression only when it compiles and knows its names; else it is said at the field. Whoever chose
  // something else while this was asked loses nothing: it is written where it was typed, or brought back into sight.
  async check({ element, source, control, write, more }) {
    const field = `${element.id} ${control.id}`;
    const round = (this.rounds.get(field) ?? 0) + 1;
    this.rounds.set(field, round);
    const answer = source ? await this.judge(source, more) : { goed: true };
    if (this.rounds.get(field) !== round || !this.modeler.get("elementRegistry").get(element.id)) return;
    if (this.element === element) sayWrong(control, answer.goed ? "" : answer.melding);
    else if (!answer.goed) this.bringBack(element, control, source, answer.melding);
    if (answer.goed) write(source);
  }

  async judge(source, more) {
    const names = [...this.model.variables().map((one) => one.name), ...more];
    try {
      return await this.ask({ uitdrukking: source, namen: names });
    } catch (refused) {
      return { goed: false, melding: refused.message };
    }
  }

  bringBack(element, control, source, message) {
    this.modeler.get("selection").select(element);
    // After the panel was made anew for this element.
    queueMicrotask(() => {
      const again = document.getElementById(control.id);
      if (!again) return;
      again.value = source;
      sayWrong(again, message);
    });
  }

  group(title, content, index) {
    const details = h("details", { class: "paneelgroep", open: !closed.has(title) }, h("summary", {}, title), h("div", {}, content));
    details.id = `paneelgroep-${index}`;
    details.addEventListener("toggle", () => (details.open ? closed.delete(title) : closed.add(title)));
    return details;
  }
}

export { button };
