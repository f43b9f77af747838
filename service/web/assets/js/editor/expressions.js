// From an expression to what a person chooses, and back. What does not fit a builder stays as text: nothing is guessed.
const NAME = "[A-Za-z_][A-Za-z0-9_]*";
const WRAPPED = /^(om_herinnering|om_verval)\((.*)\)$/s;
const TERM = /^termijn\("(T\d\d)",\s*(.+)\)$/s;
const DAYS = /^werkdagen\((-?\d+),\s*(.+)\)$/s;
const START = new RegExp(`^(${NAME}|vandaag\\(\\))$`);

// A date: {kind: "termijn" | "werkdagen" | "datum" | "tekst", …}
export function readDate(source) {
  const text = (source ?? "").trim();
  const term = TERM.exec(text);
  if (term && START.test(term[2].trim())) return { kind: "termijn", code: term[1], from: term[2].trim() };
  const days = DAYS.exec(text);
  if (days && START.test(days[2].trim())) return { kind: "werkdagen", days: days[1], from: days[2].trim() };
  if (START.test(text)) return { kind: "datum", from: text };
  return text ? { kind: "tekst", text } : { kind: "" };
}

export function writeDate(date) {
  const from = date.from || "vandaag()";
  if (date.kind === "termijn") return date.code ? `termijn("${date.code}", ${from})` : "";
  if (date.kind === "werkdagen") return /^-?\d+$/.test(date.days ?? "") ? `werkdagen(${date.days}, ${from})` : "";
  if (date.kind === "datum") return from;
  return date.text ?? "";
}

export function readTimer(source) {
  const found = WRAPPED.exec((source ?? "").trim());
  return found ? { moment: found[1], date: found[2] } : { moment: "", date: source ?? "" };
}

export const OPERATORS = [
  ["==", "is"],
  ["!=", "is niet"],
  ["<", "is kleiner dan"],
  ["<=", "is hoogstens"],
  [">", "is groter dan"],
  [">=", "is ten minste"],
];
// Of a choice: one of several; of an answer with several choices: whether one is among them; of any: whether it is there.
export const LISTED = [["in", "is een van"], ["not in", "is geen van"]];
export const CONTAINS = [["bevat", "bevat"], ["bevat niet", "bevat niet"]];
export const EMPTY = [["leeg", "is niet ingevuld"], ["gevuld", "is ingevuld"]];
export const BOOLS = [["True", "ja"], ["False", "nee"]];
const TEXT = '"[^"\\\\]*"';
const COMPARISON = new RegExp(`^(${NAME})\\s*(==|!=|<=|>=|<|>)\\s*(${TEXT}|-?\\d+|True|False|vandaag\\(\\)|${NAME})$`);
const AMONG = new RegExp(`^(${NAME})\\s+(in|not in)\\s+\\(((?:(?:${TEXT}|None),?\\s*)+)\\)$`);
const HOLDS = new RegExp(`^(${TEXT})\\s+(in|not in)\\s+(${NAME})$`);
const BARE = new RegExp(`^(not\\s+)?(${NAME})$`);
const CONSTANTS = ["True", "False", "None"];

// A condition of lines that all hold (and) or of which one holds (or); null when it is anything else.
export function readCondition(source) {
  const text = (source ?? "").trim();
  if (!text) return { join: "and", lines: [] };
  for (const join of ["and", "or"]) {
    const lines = splitOutsideQuotes(text, ` ${join} `).map(readLine);
    if (lines.every(Boolean)) return { join, lines };
  }
  return null;
}

function splitOutsideQuotes(text, word) {
  const parts = [""];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    if (!quoted && text.startsWith(word, at)) {
      parts.push("");
      at += word.length - 1;
    } else parts[parts.length - 1] += text[at];
  }
  return parts;
}

function readLine(part) {
  const text = part.trim();
  const bare = BARE.exec(text);
  if (bare && CONSTANTS.includes(bare[2])) return null;
  if (bare) return { name: bare[2], operator: "==", value: bare[1] ? "False" : "True" };
  const among = AMONG.exec(text);
  if (among) return { name: among[1], operator: among[2], value: among[3].replace(/,\s*$/, "") };
  const holds = HOLDS.exec(text);
  if (holds) return { name: holds[3], operator: holds[2] === "in" ? "bevat" : "bevat niet", value: holds[1] };
  const found = COMPARISON.exec(text);
  if (found?.[3] === "None") return ["==", "!="].includes(found[2]) ? { name: found[1], operator: found[2] === "==" ? "leeg" : "gevuld", value: "None" } : null;
  return found && { name: found[1], operator: found[2], value: found[3] };
}

export function writeCondition({ join, lines }) {
  return lines.filter((line) => line.name && line.value !== "").map(writeLine).join(` ${join} `);
}

function writeLine({ name, operator, value }) {
  if (operator === "leeg" || operator === "gevuld") return `${name} ${operator === "leeg" ? "==" : "!="} None`;
  if (operator === "bevat" || operator === "bevat niet") return `${value} ${operator === "bevat" ? "in" : "not in"} ${name}`;
  if (operator === "in" || operator === "not in") return `${name} ${operator} (${value}${value.includes(",") ? "" : ","})`;
  if (value === "True" || value === "False") {
    const holds = (value === "True") === (operator === "==");
    return holds ? name : `not ${name}`;
  }
  return `${name} ${operator} ${value}`;
}

export const quote = (text) => `"${String(text).replace(/["\\]/g, "")}"`;
export const unquote = (text) => (/^"[^"]*"$/.test(text) ? text.slice(1, -1) : text);
export const isQuoted = (text) => /^"[^"\\]*"$/.test(text ?? "");
export const isName = (text) => new RegExp(`^${NAME}$`).test(text ?? "");
