// What the check says of the diagram as it is now: a list to jump from, and a sign with words at every element.
import { h } from "./dom.js";

const PAUSE = 700;
const WORDS = { fout: "Fout", advies: "Advies" };

export class Findings {
  constructor({ modeler, ask, data, list, summary, count }) {
    Object.assign(this, { modeler, ask, data, list, summary, count, round: 0 });
    const plan = () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.look(), PAUSE);
    };
    modeler.get("eventBus").on("commandStack.changed", plan);
    this.look();
  }

  async look() {
    const round = ++this.round;
    this.list.setAttribute("aria-busy", "true");
    try {
      const { xml } = await this.modeler.saveXML({ format: true });
      const { bevindingen } = await this.ask(this.data.toets, { xml });
      if (round === this.round) this.show(bevindingen);
    } catch (refused) {
      if (round === this.round) this.summary.textContent = `De toets lukt nu niet. ${refused.message}`;
    }
    if (round === this.round) this.list.removeAttribute("aria-busy");
  }

  show(found) {
    const here = found.filter((one) => one.hier);
    const wrong = found.filter((one) => one.ernst === "fout");
    this.summary.textContent = summary(wrong.length, found.length - wrong.length, found.length - here.length);
    this.count.textContent = counted(wrong.length, found.length - wrong.length) || "Geen fouten";
    this.count.hidden = false;
    this.list.replaceChildren(...[...found].sort((one, other) => (other.ernst === "fout") - (one.ernst === "fout")).map((one) => this.line(one)));
    this.mark(here);
  }

  line(one) {
    const label = h("span", { class: `bevinding__soort bevinding__soort--${one.ernst}` }, WORDS[one.ernst]);
    const where = one.naam || one.element;
    const element = one.hier && one.element && this.modeler.get("elementRegistry").get(one.element);
    const text = [label, " ", where && h("strong", {}, `${where}: `), one.melding, !one.hier && this.elsewhere(one)];
    const content = element ? h("button", { type: "button", class: "bevinding__knop", onclick: () => this.jump(one.element) }, text) : h("p", { class: "bevinding__tekst" }, text);
    const explained = h("a", { class: "utrecht-link utrecht-link--html-a bevinding__uitleg", href: `/handboek#regel-${one.regel}`, target: "_blank" }, "Uitleg", h("span", { class: "alleen-voorlezen" }, ` van: ${one.melding} (opent een nieuw tabblad)`));
    return h("li", { class: "bevinding" }, content, explained);
  }

  // What is wrong in another file is mended there: the way to it, for a diagram to the very element.
  elsewhere({ bestand, element }) {
    const draft = this.data.toets.split("/diagram/")[0];
    const name = bestand.replace(/\.(bpmn|json)$/, "").split("/").pop();
    const where = bestand.endsWith(".json") ? `/formulier/${name}` : `/diagram/${name}${element ? `?element=${encodeURIComponent(element)}` : ""}`;
    return [" ", h("a", { class: "utrecht-link utrecht-link--html-a", href: draft + where }, `(in ${bestand})`)];
  }

  jump(id) {
    const element = this.modeler.get("elementRegistry").get(id);
    if (!element) return;
    const canvas = this.modeler.get("canvas");
    canvas.scrollToElement(element, 100);
    this.modeler.get("selection").select(element);
    document.getElementById("paneel")?.focus({ preventScroll: true });
  }

  mark(found) {
    const overlays = this.modeler.get("overlays");
    const known = this.modeler.get("elementRegistry");
    overlays.remove({ type: "bevinding" });
    const counts = Map.groupBy?.(found, (one) => one.element) ?? grouped(found);
    for (const [id, list] of counts) {
      const element = id && known.get(id);
      if (!element || element === this.modeler.get("canvas").getRootElement()) continue;
      const kind = list.some((one) => one.ernst === "fout") ? "fout" : "advies";
      const sign = h("div", { class: `bordje bordje--${kind}`, title: list.map((one) => one.melding).join("\n") }, `${WORDS[kind]}${list.length > 1 ? ` ${list.length}` : ""}`);
      overlays.add(id, "bevinding", { position: element.waypoints ? { top: 0, left: 0 } : { top: -14, right: 20 }, html: sign });
    }
  }
}

function grouped(list) {
  const groups = new Map();
  for (const one of list) groups.set(one.element, [...(groups.get(one.element) ?? []), one]);
  return groups;
}

function summary(wrong, advice, elsewhere) {
  if (!wrong && !advice) return "De toets vindt niets: dit mag zo.";
  return `De toets vindt ${counted(wrong, advice)}${elsewhere ? `, waarvan ${elsewhere} in andere bestanden` : ""}.${wrong ? " Kies een regel om naar het element te gaan." : ""}`;
}

const counted = (wrong, advice) =>
  [wrong && `${wrong} ${wrong === 1 ? "fout" : "fouten"}`, advice && `${advice} ${advice === 1 ? "advies" : "adviezen"}`].filter(Boolean).join(" en ");
