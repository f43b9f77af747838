// The draft is kept on the server while one draws. When somebody else was first nothing is thrown away: one chooses.
import { button, h } from "./dom.js";

const PAUSE = 1200;
const RETRY = 10_000;
const PRESENT = 20_000;
const CLOCK = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit" });

export class Saving {
  constructor({ modeler, ask, data, revision, line, dialog, others }) {
    Object.assign(this, { modeler, ask, data, revision, line, dialog, others, waiting: null, dirty: false, stopped: false });
    modeler.get("eventBus").on("commandStack.changed", () => this.changed());
    addEventListener("beforeunload", (event) => this.dirty && event.preventDefault());
    // A page that is put away may never come back: what is left is sent along.
    addEventListener("pagehide", () => this.dirty && !this.stopped && this.save({ keepalive: true }));
    this.stayPresent();
    if (data.alleenLezen) this.say("U leest mee: dit ontwerp kunt u niet wijzigen.");
  }

  say(text) {
    this.line.textContent = text;
  }

  changed() {
    this.dirty = true;
    if (this.stopped || this.data.alleenLezen) return;
    this.say("Nog niet bewaard…");
    this.plan(PAUSE);
  }

  plan(delay) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), delay);
  }

  // One at a time: a second save would carry a revision that the first is about to replace.
  async save(more) {
    clearTimeout(this.waiting);
    if (this.busy) return this.plan(PAUSE);
    this.busy = true;
    // Before it is written out: what changes from here on is not in it.
    this.dirty = false;
    let xml;
    try {
      ({ xml } = await this.modeler.saveXML({ format: true }));
      const answer = await this.ask(this.data.bewaren, { xml, revisie: this.revision }, more);
      this.revision = answer.revisie;
      if (!this.dirty) this.say(`Alles is bewaard om ${CLOCK.format(new Date())}.`);
    } catch (refused) {
      this.dirty = true;
      this.refused(refused, xml);
    } finally {
      this.busy = false;
    }
    return undefined;
  }

  refused(refused, xml) {
    this.say(refused.message);
    if (refused.status === 409) {
      this.stopped = true;
      this.choose(refused, xml);
    } else if (refused.status === 0 || refused.status >= 500) this.plan(RETRY);
  }

  choose(refused, xml) {
    const close = () => this.dialog.close();
    const reload = () => {
      this.dirty = false;
      location.reload();
    };
    const copy = async () => {
      try {
        const answer = await this.ask(this.data.kopie, { xml: (await this.modeler.saveXML({ format: true })).xml });
        this.dirty = false;
        location.assign(answer.adres);
      } catch (again) {
        this.say(again.message);
        close();
      }
    };
    this.dialog.replaceChildren(
      h("h2", { class: "utrecht-heading-3", id: "botsing-kop" }, "Iemand anders was eerder"),
      h("p", { class: "utrecht-paragraph" }, refused.message),
      h("p", { class: "utrecht-paragraph" }, "Uw wijzigingen staan nog in dit venster. Kies wat ermee gebeurt."),
      h("div", { class: "formulier__knoppen" }, button("Mijn versie bewaren als kopie", copy), button("Laad de bewaarde versie, zonder mijn wijzigingen", reload), button("Nog even kijken", close), this.download(xml)),
    );
    if (!this.dialog.open) this.dialog.showModal();
  }

  download(xml) {
    const href = URL.createObjectURL(new Blob([xml], { type: "application/xml" }));
    return h("a", { class: "utrecht-link utrecht-link--html-a", href, download: `${this.data.proces}.bpmn` }, "Mijn versie als bestand bewaren");
  }

  async stayPresent() {
    try {
      const { anderen } = await this.ask(this.data.aanwezig, {});
      this.others.hidden = anderen.length === 0;
      this.others.textContent = anderen.length ? `Nu ook in dit bestand: ${anderen.join(", ")}. Spreek af wie wijzigt: wie het laatst bewaart, krijgt een keuze.` : "";
    } catch {
      // Who is there as well is told at the next round.
    }
    setTimeout(() => this.stayPresent(), PRESENT);
  }
}
