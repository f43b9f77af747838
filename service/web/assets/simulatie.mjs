// The simulation, and one line of the menus, have no hook for translation: their strings are replaced when it is bundled. The build stops when one of
// them is no longer there, so that a new version cannot bring English back unseen.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const LABELS = {
  "'Service Task'": "'Bouwsteen'",
  "'User Task'": "'Taak met formulier'",
  "'Call Activity'": "'Aangeroepen proces'",
  "'Script Task'": "'Scripttaak'",
  "'Business Rule Task'": "'Beslisregeltaak'",
  "'Manual Task'": "'Handmatige taak'",
  "'Receive Task'": "'Ontvangsttaak'",
  "'Send Task'": "'Verzendtaak'",
  "elementName || 'Task'": "elementName || 'Bevestigingstaak'",
  "'Exclusive Gateway'": "'Keuze'",
  "'Parallel Gateway'": "'Splitsing'",
  "'Inclusive Gateway'": "'Keuze met meer wegen'",
  "'Start Event'": "'Begin'",
  "'Intermediate Event'": "'Gebeurtenis'",
  "'Boundary Event'": "'Gebeurtenis op de rand'",
  "'End Event'": "'Einde'",
};

const STRINGS = {
  "Log.js": {
    ...LABELS,
    ">No Entries<": ">Nog niets gebeurd<",
    'title="Toggle Simulation Log"': 'title="Verslag van de simulatie"',
    "        Simulation Log": "        Verslag",
    "'SubProcess'": "'Subproces'",
    ": 'Process'": ": 'Proces'",
    "completed ? 'finished' : 'canceled'": "completed ? 'is klaar' : 'is gestopt'",
    "} started`": "} begint`",
    'aria-label="Close"': 'aria-label="Sluiten"',
  },
  "ResetSimulation.js": { 'title="Reset Simulation"': 'title="Opnieuw beginnen"', "'Reset Simulation'": "'Opnieuw begonnen'" },
  "ElementSupport.js": {
    "'Found unsupported elements'": "'De simulatie kent sommige elementen niet'",
    "'Not supported'": "'Kent de simulatie niet'",
  },
  "PauseSimulation.js": {
    'title="Play/Pause Simulation"': 'title="Doorgaan of pauzeren"',
    "'Pause Simulation'": "'Simulatie gepauzeerd'",
    "'Play Simulation'": "'Simulatie loopt'",
  },
  "SetAnimationSpeed.js": { "Set animation speed = ": "Snelheid: ", "'Slow'": "'langzaam'", "'Normal'": "'gewoon'", "'Fast'": "'snel'" },
  "ToggleMode.js": { "Token Simulation": "Simulatie" },
  "ExclusiveGatewayHandler.js": { "Set Sequence Flow": "Andere weg kiezen" },
  "InclusiveGatewayHandler.js": { "Set Sequence Flow": "Andere wegen kiezen" },
  "PauseHandler.js": { "${ wait ? 'Remove' : 'Add' } pause point": "${ wait ? 'Niet meer wachten' : 'Hier wachten' }" },
  "TriggerHandler.js": { "Trigger Event": "Laat dit nu gebeuren" },
  "SimulationState.js": { "'Finished'": "'Klaar'" },
  "ShowScopes.js": { "Focus process instance ": "Volg exemplaar " },
};

// The menu of bpmn-js says how many entries match without asking its translation.
const MENU = { "'result' : 'results' } found": "'keuze' : 'keuzes' } gevonden" };

export function dutchSimulation() {
  return {
    name: "simulatie",
    setup({ onLoad }) {
      onLoad({ filter: /(bpmn-js-token-simulation|align-elements|distribute-elements|popup-menu)[\\/].*\.js$/ }, ({ path }) => ({
        contents: withoutStyles(dutch(readFileSync(path, "utf8"), path)),
        loader: "js",
      }));
    },
  };
}

function dutch(source, path) {
  let text = source;
  const wanted = stringsOf(path, basename(path)) ?? {};
  for (const [english, dutch] of Object.entries(wanted)) {
    if (!text.includes(english)) throw new Error(`${basename(path)}: «${english}» is gone; look what took its place`);
    text = text.replaceAll(english, dutch);
  }
  return text;
}

function stringsOf(path, name) {
  if (path.includes("token-simulation")) return STRINGS[name];
  return path.includes("diagram-js") && name === "PopupMenuComponent.js" ? MENU : null;
}

// The content policy refuses style attributes in markup; editor/modeler.js sets these from the script.
const withoutStyles = (text) => text.replaceAll(/([ `'"])style="/g, '$1data-stijl="');
