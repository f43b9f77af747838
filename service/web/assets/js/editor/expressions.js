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
const COMPARISON = new RegExp(`^(${NAME})\\s*(==|!=|<=|>=|<|>)\\s*("[^"\\\\]*"|-?\\d+|True|False|None)$`);
const BARE = new RegExp(`^(not\\s+)?(${NAME})$`);

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
  if (bare) return { name: bare[2], operator: "==", value: bare[1] ? "False" : "True" };
  const found = COMPARISON.exec(text);
  return found && { name: found[1], operator: found[2], value: found[3] };
}

export function writeCondition({ join, lines }) {
  return lines.filter((line) => line.name && line.value !== "").map(writeLine).join(` ${join} `);
}

function writeLine({ name, operator, value }) {
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
