/** A part of Rest.li's data validator, with its exact messages. */
export type Schema =
  | { kind: "primitive"; type: "String" | "Long" | "Boolean" }
  | { kind: "enum"; symbols: readonly string[]; anyCase?: boolean }
  /** A string in a form of its own: a URN, a decimal, a currency. */
  | { kind: "pattern"; pattern: RegExp; type: string }
  /** Any value: a part whose form the pages leave open. */
  | { kind: "any" }
  /** A name that the record does not have. */
  | { kind: "unrecognized" }
  | { kind: "array"; items: Schema }
  | { kind: "record"; fields: Record<string, Field> }
  | { kind: "union"; members: Record<string, Schema> };

export interface Field {
  schema: Schema;
  required: boolean;
}

export function required(schema: Schema): Field {
  return { schema, required: true };
}

export function optional(schema: Schema): Field {
  return { schema, required: false };
}

export const string: Schema = { kind: "primitive", type: "String" };
export const long: Schema = { kind: "primitive", type: "Long" };
export const boolean: Schema = { kind: "primitive", type: "Boolean" };

/** All messages in the order of the schema's fields, each ended by a newline; the empty string for a valid value. */
export function validate(value: unknown, schema: Schema): string {
  return check(value, schema, "")
    .map(({ path, text }) => `ERROR :: ${path} :: ${text}\n`)
    .join("");
}

interface SchemaMessage {
  path: string;
  text: string;
}

function check(value: unknown, schema: Schema, path: string): SchemaMessage[] {
  switch (schema.kind) {
    case "primitive":
      return isPrimitive(value, schema.type) ? [] : [{ path, text: `${javaText(value)} cannot be coerced to ${schema.type}` }];
    case "enum":
      if (typeof value !== "string") return [{ path, text: "enum type is not backed by a String" }];
      return isSymbol(value, schema) ? [] : [{ path, text: `"${value}" is not an enum symbol` }];
    case "pattern":
      return typeof value === "string" && schema.pattern.test(value)
        ? []
        : [{ path, text: `${javaText(value)} cannot be coerced to ${schema.type}` }];
    case "any":
      return [];
    case "unrecognized":
      return [{ path, text: "unrecognized field found but not allowed" }];
    case "array":
      if (!Array.isArray(value)) return [{ path, text: "array type is not backed by a DataList" }];
      return value.flatMap((item: unknown, index) => check(item, schema.items, `${path}/${index}`));
    case "record":
      if (!isDataMap(value)) return [{ path, text: "record type is not backed by a DataMap" }];
      return Object.entries(schema.fields).flatMap(([name, field]) => checkField(value[name], field, `${path}/${name}`));
    case "union":
      return checkUnion(value, schema.members, path);
  }
}

function checkField(value: unknown, field: Field, path: string): SchemaMessage[] {
  if (value !== undefined) return check(value, field.schema, path);
  return field.required ? [{ path, text: "field is required but not found and has no default value" }] : [];
}

function checkUnion(value: unknown, members: Record<string, Schema>, path: string): SchemaMessage[] {
  if (!isDataMap(value)) return [{ path, text: "union type is not backed by a DataMap or null" }];
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined) return [{ path, text: "DataMap should have at least one entry for a union type" }];
  if (others.length > 0) return [{ path, text: "DataMap should have no more than one entry for a union type" }];
  const [key, content] = entry;
  const member = members[key];
  if (member === undefined) {
    const names = Object.keys(members).map((name) => `"${name}"`);
    return [{ path, text: `"${key}" is not a member type of union [ ${names.join(", ")} ]` }];
  }
  return check(content, member, `${path}/${key}`);
}

/** Any JSON number is coerced to a Long; a string of digits is not. */
function isPrimitive(value: unknown, type: "String" | "Long" | "Boolean"): boolean {
  return typeof value === { String: "string", Long: "number", Boolean: "boolean" }[type];
}

function isSymbol(value: string, schema: { symbols: readonly string[]; anyCase?: boolean }): boolean {
  if (!schema.anyCase) return schema.symbols.includes(value);
  return schema.symbols.some((symbol) => symbol.toLowerCase() === value.toLowerCase());
}

export function isDataMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as Java prints a DataMap or DataList, with strings unquoted. */
function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(", ")}]`;
  if (!isDataMap(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, content]) => `${key}=${javaText(content)}`)
    .join(", ")}}`;
}
