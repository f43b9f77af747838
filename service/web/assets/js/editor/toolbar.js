import { wholeDiagram } from "./sight.js";

// The buttons above the sheet; every one has a key or a menu beside it.
export function toolbar({ modeler, bar, panel }) {
  const canvas = modeler.get("canvas");
  const actions = {
    ongedaan: () => modeler.get("commandStack").undo(),
    opnieuw: () => modeler.get("commandStack").redo(),
    groter: () => canvas.zoom(canvas.zoom() * 1.25),
    kleiner: () => canvas.zoom(canvas.zoom() / 1.25),
    passend: () => wholeDiagram(canvas),
    // After this click: any click outside closes the search.
    zoeken: () => setTimeout(() => modeler.get("searchPad").open()),
    maken: () => openMenu(modeler),
    simulatie: () => modeler.get("toggleMode").toggleMode(),
  };
  bar.addEventListener("click", ({ target }) => actions[target.closest("[data-doe]")?.dataset.doe]?.());
  const stack = modeler.get("commandStack");
  const show = () => {
    bar.querySelector("[data-doe=ongedaan]").disabled = !stack.canUndo();
    bar.querySelector("[data-doe=opnieuw]").disabled = !stack.canRedo();
  };
  modeler.get("eventBus").on("commandStack.changed", show);
  modeler.get("eventBus").on("tokenSimulation.toggleMode", ({ active }) => {
    bar.querySelector("[data-doe=simulatie]").setAttribute("aria-pressed", String(active));
    panel.inert = active; // While it plays nothing changes.
  });
  show();
}

// With one element chosen: add behind it. With none: a free element, at the place of the pointer.
function openMenu(modeler) {
  const chosen = modeler.get("selection").get();
  const actions = modeler.get("editorActions");
  modeler.get("canvas").focus();
  actions.trigger(chosen.length === 1 ? "appendElement" : "createElement", {});
}
