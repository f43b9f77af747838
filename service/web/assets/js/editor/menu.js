// What may be drawn, in the menus: what the check never accepts is left out, and four kinds of task that people look for
// stand apart, with what to take in their place.
const NEVER = /conditional|compensation|cancel|error|link|signal-(intermediate-throw|end|start)|message-(start|end|intermediate-throw)|timer-start|event-subprocess|transaction|ad-hoc|adhoc|complex|inclusive|event-based|instantiating|data-|collapsed-pool|expanded-pool|escalation-start|signal-start|none-intermediate-throw|toggle-loop|toggle-participant|start-event-non/;
const REFUSED = /(script|send|receive|rule|business-rule)-task|replace-with-(script|send|receive|rule)/;
const APART = { id: "geweigerd", name: "Wordt geweigerd: kies een bouwsteen" };
// Rows of the header of a menu: markers that mean nothing here.
const HEADERS = /toggle-loop|toggle-participant-multiplicity|toggle-is-collection/;

class Menu {
  constructor(popupMenu) {
    for (const name of ["bpmn-replace", "bpmn-create", "bpmn-append"]) popupMenu.registerProvider(name, 100, this);
  }

  getPopupMenuEntries() {
    return (entries) => Object.fromEntries(
      Object.entries(entries)
        .filter(([id]) => !NEVER.test(id))
        .sort(([one], [other]) => REFUSED.test(one) - REFUSED.test(other))
        .map(([id, entry]) => [id, REFUSED.test(id) ? { ...entry, group: APART } : entry]),
    );
  }

  getPopupMenuHeaderEntries() {
    return (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !HEADERS.test(id)));
  }
}
Menu.$inject = ["popupMenu"];

// The palette without what only other engines understand.
class Palette {
  constructor(palette) {
    palette.registerProvider(100, this);
  }

  getPaletteEntries() {
    return ({ "create.data-object": _object, "create.data-store": _store, "create.participant-expanded": _pool, ...kept }) => kept;
  }
}
Palette.$inject = ["palette"];

export const menuModule = {
  __init__: ["menuNl", "paletteNl"],
  menuNl: ["type", Menu],
  paletteNl: ["type", Palette],
};
