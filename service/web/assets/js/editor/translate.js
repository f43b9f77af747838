// The translation hook of bpmn-js. What has no Dutch is shown as it is and noted, so that a test can say there is none.
import { DUTCH } from "./dutch.js";

export const misses = new Set();

function translate(template, replacements = {}) {
  if (!(template in DUTCH)) noteMiss(template);
  const text = DUTCH[template] ?? template;
  return text.replace(/{([^}]+)}/g, (_, key) => replacements[key] ?? `{${key}}`);
}

function noteMiss(template) {
  if (!template || Object.values(DUTCH).includes(template)) return;
  misses.add(template);
  document.documentElement.dataset.onvertaald = [...misses].join("|");
}

export const dutchModule = { translate: ["value", translate] };
