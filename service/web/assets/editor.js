// The page that edits a diagram. On a narrow screen it shows the diagram only, with the way to the list of steps.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { asker } from "./js/editor/asking.js";
import { Findings } from "./js/editor/findings.js";
import { hints } from "./js/editor/hints.js";
import { Model } from "./js/editor/model.js";
import { newModeler } from "./js/editor/modeler.js";
import { Panel } from "./js/editor/panel.js";
import { Saving } from "./js/editor/saving.js";
import { dutchModule } from "./js/editor/translate.js";
import { firstSight } from "./js/editor/sight.js";
import { toolbar } from "./js/editor/toolbar.js";

const WIDE = matchMedia("(min-width: 60rem)");
const page = document.querySelector("[data-editor]");
const part = (name) => page.querySelector(`[data-${name}]`);

async function start() {
  const { xml, revisie } = await (await fetch(page.dataset.bestand)).json();
  const sheet = part("blad");
  if (!WIDE.matches || page.dataset.alleenLezen) return view(sheet, xml);
  const modeler = newModeler(sheet);
  await modeler.importXML(xml);
  work(modeler, revisie, await (await fetch(page.dataset.gegevens)).json());
  firstSight(modeler.get("canvas"));
  chooseAsked(modeler);
  return ready();
}

function work(modeler, revision, facts) {
  const ask = asker(page.dataset.sleutel);
  const data = page.dataset;
  const model = new Model(modeler);
  const panel = new Panel({ modeler, model, facts, ask: (body) => ask(data.uitdrukking, body), place: part("paneel") });
  panel.draw();
  toolbar({ modeler, bar: part("balk"), panel: part("paneel") });
  new Saving({ modeler, ask, data, revision, line: part("stand"), dialog: part("botsing"), others: part("anderen") });
  new Findings({ modeler, ask, data, list: part("bevindingen"), summary: part("oordeel"), count: part("telling") });
  hints({ modeler, line: part("wenk") });
  keepUp(facts, panel);
}

// A form that was made in another tab can be chosen as soon as one is back.
function keepUp(facts, panel) {
  window.addEventListener("focus", async () => {
    const answer = await fetch(page.dataset.gegevens).catch(() => null);
    if (!answer?.ok) return;
    const now = await answer.json();
    if (JSON.stringify(now) === JSON.stringify(facts)) return;
    Object.assign(facts, now);
    panel.draw();
  });
}

async function view(sheet, xml) {
  const viewer = new NavigatedViewer({ container: sheet, additionalModules: [dutchModule] });
  await viewer.importXML(xml);
  viewer.get("canvas").zoom("fit-viewport", "auto");
  ready();
}

// A link may name the element that it is about.
function chooseAsked(modeler) {
  const element = modeler.get("elementRegistry").get(new URLSearchParams(location.search).get("element") ?? "");
  if (!element) return;
  modeler.get("canvas").scrollToElement(element, 100);
  modeler.get("selection").select(element);
}

const ready = () => {
  page.dataset.klaar = "ja";
};

start().catch((error) => {
  part("stand").textContent = "Het diagram kan niet worden geopend. Laad de pagina opnieuw, of gebruik de stappenlijst.";
  console.error(error);
});
