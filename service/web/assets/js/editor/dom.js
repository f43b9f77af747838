// Small pieces of page, made without innerHTML: names and texts of a diagram are somebody's input.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let number = 0;
export const newId = (name) => `paneel-${name}-${++number}`;

const INPUT = "utrecht-textbox utrecht-textbox--html-input";
const SELECT = "utrecht-select utrecht-select--html-select";

// A label, its help, the control and the place where a mistake is said.
export function field(name, label, control, help) {
  const id = `paneel-${name}`;
  control.id = id;
  const described = [];
  if (help) described.push(`${id}-hulp`);
  described.push(`${id}-fout`);
  control.setAttribute("aria-describedby", described.join(" "));
  return h(
    "div",
    { class: "paneelveld" },
    h("label", { class: "utrecht-form-label", for: id }, label),
    help && h("div", { class: "utrecht-form-field-description", id: `${id}-hulp` }, help),
    control,
    h("div", { class: "utrecht-form-field-error-message", id: `${id}-fout`, hidden: true }),
  );
}

export function sayWrong(control, message) {
  const place = document.getElementById(`${control.id}-fout`);
  control.toggleAttribute("aria-invalid", Boolean(message));
  if (message) control.setAttribute("aria-invalid", "true");
  if (!place) return;
  place.textContent = message || "";
  place.hidden = !message;
}

export function input(value, onchange, more = {}) {
  return h("input", {
    class: INPUT,
    type: "text",
    autocomplete: "off",
    value: value ?? "",
    onchange: ({ target }) => onchange(target.value.trim(), target),
    ...more,
  });
}

export function textarea(value, onchange) {
  return h("textarea", {
    class: "utrecht-textarea utrecht-textarea--html-textarea",
    rows: 3,
    value: value ?? "",
    onchange: ({ target }) => onchange(target.value.trim(), target),
  });
}

// `choices` are pairs of value and label; a value that is not among them stays choosable, with a word that it is unknown.
export function select(value, choices, onchange, empty = "Kies…") {
  const known = choices.some(([one]) => one === (value ?? ""));
  const list = [
    ...(empty === null ? [] : [["", empty]]),
    ...choices,
    ...(known || !value ? [] : [[value, `${value} (onbekend)`]]),
  ];
  return h(
    "select",
    { class: SELECT, onchange: ({ target }) => onchange(target.value, target) },
    list.map(([one, label]) => h("option", { value: one, selected: one === (value ?? "") }, label)),
  );
}

export function checkbox(name, label, checked, onchange, help) {
  const id = `paneel-${name}`;
  return h(
    "div",
    { class: "keuze" },
    h("input", {
      class: "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom utrecht-custom-checkbox--html-input",
      type: "checkbox",
      id,
      checked,
      onchange: ({ target }) => onchange(target.checked, target),
    }),
    h("label", { class: "utrecht-form-label utrecht-form-label--checkbox keuze__label", for: id }, label, help && h("span", { class: "zacht" }, ` ${help}`)),
  );
}

export const button = (label, onclick, more = {}) =>
  h("button", { type: "button", class: "utrecht-button utrecht-button--secondary-action utrecht-button--html-button", onclick, ...more }, label);

export const note = (text) => h("p", { class: "zacht paneelnoot" }, text);
