// Colours what differs in a drawing, with a sign and a word at each element: colour alone says nothing.
const SIGNS = { nieuw: "+ Nieuw", gewijzigd: "~ Gewijzigd", vervallen: "− Vervallen" };

export function markDifferences(viewer, part) {
  const canvas = viewer.get("canvas");
  const known = viewer.get("elementRegistry");
  const overlays = viewer.get("overlays");
  for (const [how, text] of Object.entries(SIGNS)) {
    for (const id of (part.dataset[how] ?? "").split(" ")) {
      const element = id && known.get(id);
      if (!element || element === canvas.getRootElement()) continue;
      canvas.addMarker(element, `verschil-${how}`);
      overlays.add(element, { position: place(element), html: sign(how, text) });
    }
  }
}

// A flow has no box: its sign stands in the middle of its way.
function place(element) {
  if (!element.waypoints) return { top: -24, left: 0 };
  const { x, y } = element.waypoints[0];
  const middle = element.waypoints[Math.floor(element.waypoints.length / 2)];
  const left = Math.min(...element.waypoints.map((point) => point.x));
  const top = Math.min(...element.waypoints.map((point) => point.y));
  return { left: (x + middle.x) / 2 - left, top: (y + middle.y) / 2 - top - 24 };
}

function sign(how, text) {
  const made = document.createElement("div");
  made.className = `verschil-bordje verschil-bordje--${how}`;
  made.textContent = text;
  return made;
}
