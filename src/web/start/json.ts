/** A piece of a JSON text. */
export interface Piece {
  text: string;
  kind: "key" | "string" | "word" | "plain";
}

const PIECES = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;

/** The pieces of a JSON text, so that each kind can have its colour; put together they are the text. */
export function piecesOf(json: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of json.matchAll(PIECES)) {
    const [whole, quoted, colon] = match;
    if (match.index > end) pieces.push({ text: json.slice(end, match.index), kind: "plain" });
    const text = quoted ?? whole;
    pieces.push({ text, kind: quoted === undefined ? "word" : colon === undefined ? "string" : "key" });
    end = match.index + text.length;
  }
  if (end < json.length) pieces.push({ text: json.slice(end), kind: "plain" });
  return pieces;
}

const WIDTH = 84;

/** JSON with line breaks where a value would be longer than a line: records of few fields stay in one. @param before what stands before it in its line */
export function layOut(value: unknown, indent = "", before = 0): string {
  const flat = inOneLine(value);
  if (indent.length + before + flat.length <= WIDTH || typeof value !== "object" || value === null) return flat;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => layOut(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${layOut(item, inner, key.length + 4)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(inOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inOneLine(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
