// What of the diagram is in sight: beside the palette, never under it.
const LEGIBLE = 0.75;
const PALETTE = 124;
const MARGIN = 24;

// All of it, no larger than drawn.
export function wholeDiagram(canvas) {
  canvas.zoom("fit-viewport", "auto");
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, (outer.width - PALETTE - MARGIN) / inner.width, (outer.height - MARGIN * 2) / inner.height);
  show(canvas, inner, outer, scale);
  return scale;
}

// A wide diagram shrinks to crumbs: then it opens at its beginning.
export function firstSight(canvas) {
  if (wholeDiagram(canvas) >= LEGIBLE) return;
  const { inner, outer } = canvas.viewbox();
  show(canvas, inner, outer, LEGIBLE);
}

function show(canvas, inner, outer, scale) {
  const width = outer.width / scale;
  const height = outer.height / scale;
  const high = inner.height + (MARGIN * 2) / scale > height;
  const room = Math.max(0, width - PALETTE / scale - MARGIN / scale - inner.width);
  canvas.viewbox({
    x: inner.x - PALETTE / scale - room / 2,
    y: high ? inner.y - MARGIN / scale : inner.y - (height - inner.height) / 2,
    width,
    height,
  });
}
