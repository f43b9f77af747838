// The diagram of a case, drawn when its part of the page is opened, with a sign at every step that runs now.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { markDifferences } from "./js/verschil.js";

const SIGN = '<div class="diagram__hier">Hier bent u</div>';

async function draw(part) {
  const sheet = part.querySelector("[data-blad]");
  if (sheet.dataset.getekend) return;
  sheet.dataset.getekend = "ja";
  const response = await fetch(part.dataset.diagram);
  if (!response.ok) return;
  // A text node makes room for the drawing: an empty sheet takes none, for who has no scripts.
  sheet.append(" ");
  const viewer = new NavigatedViewer({ container: sheet });
  await viewer.importXML(await response.text());
  mark(viewer, part);
  markDifferences(viewer, part);
  const canvas = viewer.get("canvas");
  canvas.zoom("fit-viewport", "auto");
  focusOn(viewer, part);
  part.querySelector("[data-uitleg]").hidden = false;
  part.addEventListener("click", ({ target }) => zoom(canvas, target.dataset.zoom));
}

// What runs now, without the frames around it: a sub-process is only coloured when nothing inside it is.
function activeElements(viewer, part) {
  const here = part.dataset.hier.split(" ").map((id) => viewer.get("elementRegistry").get(id)).filter(Boolean);
  return here.filter((element) => !here.some((other) => isInside(other, element)));
}

function isInside(element, frame) {
  for (let outer = element.parent; outer; outer = outer.parent) if (outer === frame) return true;
  return false;
}

function mark(viewer, part) {
  const canvas = viewer.get("canvas");
  const known = viewer.get("elementRegistry");
  const overlays = viewer.get("overlays");
  for (const id of part.dataset.gehad.split(" ")) if (known.get(id)) canvas.addMarker(id, "gehad");
  for (const element of activeElements(viewer, part)) {
    canvas.removeMarker(element, "gehad");
    canvas.addMarker(element, "hier");
    overlays.add(element, { position: { top: -28, left: 0 }, html: SIGN });
  }
}

// A wide diagram shrinks to crumbs: then it opens at the step that runs now.
function focusOn(viewer, part) {
  const canvas = viewer.get("canvas");
  const [here] = activeElements(viewer, part);
  if (!here || canvas.zoom() > 0.6) return;
  canvas.zoom(0.8, { x: here.x + here.width / 2, y: here.y + here.height / 2 });
  const box = canvas.viewbox();
  canvas.viewbox({
    x: here.x + here.width / 2 - box.width / 2,
    y: here.y + here.height / 2 - box.height / 2,
    width: box.width,
    height: box.height,
  });
}

function zoom(canvas, how) {
  if (how === "in") canvas.zoom(canvas.zoom() * 1.25);
  if (how === "uit") canvas.zoom(canvas.zoom() / 1.25);
  if (how === "passend") canvas.zoom("fit-viewport", "auto");
}

for (const part of document.querySelectorAll("[data-diagram]")) {
  if (part.open) draw(part);
  part.addEventListener("toggle", () => part.open && draw(part));
}
