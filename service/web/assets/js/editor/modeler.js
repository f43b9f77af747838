// bpmn-js as this service uses it: Dutch, with our extensions, a keyboard menu, ids that say something, and simulation.
import Modeler from "bpmn-js/lib/Modeler";
import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import TokenSimulationModule from "bpmn-js-token-simulation";
import { dutchModule } from "./translate.js";
import { menuModule } from "./menu.js";
import { namingModule } from "./naming.js";
import { spiffModdle } from "./spiff.js";

export function newModeler(container) {
  allowStyles(container);
  return new Modeler({
    container,
    moddleExtensions: { spiffworkflow: spiffModdle },
    additionalModules: [dutchModule, CreateAppendAnythingModule, TokenSimulationModule, menuModule, namingModule],
  });
}

// Our content policy refuses style attributes in markup; the build turned those of the simulation into data-stijl,
// and setting a style from a script is allowed.
function allowStyles(container) {
  const apply = (node) => {
    if (node.dataset?.stijl) node.style.cssText = node.dataset.stijl;
  };
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        apply(node);
        node.querySelectorAll?.("[data-stijl]").forEach(apply);
      }
    }
  });
  watch.observe(container, { childList: true, subtree: true });
}
