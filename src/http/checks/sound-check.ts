import type { z } from "./zod.js";

/**
 * True only for a value that its schema takes and gives back as it is. False says nothing: the schema may take the value and change it, or
 * refuse it, and tells best why.
 */
type SoundCheck = (value: unknown) => boolean;

/**
 * What a schema makes of a value: the value itself where it is sound. zod copies every object that it checks, and calls several functions for
 * each field; most records are sound, and are checked here by one closure for each part of their schema, which copies nothing. Closures, since
 * no text becomes code here (zod's own compiler makes code; it would be slower, too, where a schema refines a value).
 */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  return soundCheckOf(schema)(value) ? { success: true, data: value as T } : schema.safeParse(value);
}

const known = new WeakMap<z.core.$ZodType, SoundCheck>();

function soundCheckOf(schema: z.core.$ZodType): SoundCheck {
  let check = known.get(schema);
  if (check === undefined) {
    check = withRules(schema, formOf(schema as z.core.$ZodTypes));
    known.set(schema, check);
  }
  return check;
}

const never: SoundCheck = () => false;
const always: SoundCheck = () => true;

/** The check of the value's form. What is not listed changes values, or is too rare to be worth a line: zod does it. */
function formOf(schema: z.core.$ZodTypes): SoundCheck {
  const { def } = schema._zod;
  switch (def.type) {
    case "unknown":
      return always;
    case "string":
      return def.coerce === true ? never : isString;
    case "number":
      return def.coerce === true ? never : Number.isFinite;
    case "boolean":
      return def.coerce === true ? never : isBoolean;
    case "null":
      return isNull;
    case "literal":
    case "enum":
      return isOneOf(schema._zod.values ?? new Set());
    case "nullable":
      return nullable(soundCheckOf(def.innerType));
    case "optional":
      return optional(soundCheckOf(def.innerType), def.innerType._zod.optin !== "defaulted");
    case "catch":
      return soundCheckOf(def.innerType);
    case "array":
      return arrayOf(soundCheckOf(def.element));
    case "record":
      return isAnyText(def.keyType) ? recordOf(soundCheckOf(def.valueType)) : never;
    case "object":
      return def.catchall?._zod.def.type === "unknown" ? looseObject(Object.entries(def.shape)) : never;
    case "union":
      return def.inclusive === false ? never : union(def.options);
    default:
      return never;
  }
}

const isString: SoundCheck = (value) => typeof value === "string";
const isBoolean: SoundCheck = (value) => typeof value === "boolean";
const isNull: SoundCheck = (value) => value === null;

function isOneOf(values: ReadonlySet<unknown>): SoundCheck {
  return (value) => values.has(value);
}

function nullable(inner: SoundCheck): SoundCheck {
  return (value) => value === null || inner(value);
}

function optional(inner: SoundCheck, staysAbsent: boolean): SoundCheck {
  return (value) => (value === undefined ? staysAbsent : inner(value));
}

function arrayOf(element: SoundCheck): SoundCheck {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (let index = 0; index < value.length; index += 1) if (!element(value[index])) return false;
    return true;
  };
}

function recordOf(member: SoundCheck): SoundCheck {
  return (value) => {
    if (!isPlain(value)) return false;
    for (const key in value) if (key === "constructor" || !member(value[key])) return false;
    return true;
  };
}

/** zod takes fields that all objects inherit for the value's own. */
function looseObject(shape: readonly [string, z.core.$ZodType][]): SoundCheck {
  if (shape.some(([key]) => key in Object.prototype)) return never;
  const fields = shape.map(([key, schema]) => ({ key, check: soundCheckOf(schema), isRequired: schema._zod.optin === undefined }));
  return (value) => {
    if (!isPlain(value)) return false;
    for (const { key, check, isRequired } of fields) {
      const field = value[key];
      if (!check(field) || (isRequired && field === undefined)) return false;
    }
    return true;
  };
}

/** zod leaves the field `__proto__` out. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Object.hasOwn(value, "__proto__");
}

/** zod takes the first option that takes the value: one that might change it must not stand before the one that does not. */
function union(options: readonly z.core.$ZodType[]): SoundCheck {
  const firstOther = options.findIndex((option) => !isDecidedHere(option));
  const checks = (firstOther === -1 ? options : options.slice(0, firstOther + 1)).map(soundCheckOf);
  return (value) => checks.some((check) => check(value));
}

const SCALARS: readonly string[] = ["string", "number", "boolean", "null", "literal", "enum"];

/** Whether what is not sound by this schema is refused by it. */
function isDecidedHere(schema: z.core.$ZodType): boolean {
  const { type, checks = [] } = schema._zod.def;
  return SCALARS.includes(type) && soundCheckOf(schema) !== never && checks.every((check) => check._zod.def.check !== "overwrite");
}

function isAnyText(schema: z.core.$ZodType): boolean {
  return soundCheckOf(schema) === isString;
}

/** The form, and then the rules that stand behind it in the schema: patterns, bounds, refinements. */
function withRules(schema: z.core.$ZodType, form: SoundCheck): SoundCheck {
  const attached = schema._zod.def.checks ?? [];
  // A schema of a format (`z.int()`) is a rule, too.
  const rules = schema._zod.traits.has("$ZodCheck") ? [schema as unknown as z.core.$ZodCheck, ...attached] : attached;
  if (form === never) return never;
  return rules
    .map((rule) => ruleOf(rule as z.core.$ZodCheck<unknown>))
    .reduce<SoundCheck>((before, rule) => (value) => before(value) && rule(value), form);
}

/** zod's own check of the rule, without an object for each value. */
function ruleOf({ _zod: { def, check } }: z.core.$ZodCheck<unknown>): SoundCheck {
  const asked: z.core.ParsePayload = { value: undefined, issues: [] };
  return (value) => {
    asked.value = value;
    const isDone = def.when?.(asked) === false || check(asked) === undefined;
    const isSound = isDone && asked.issues.length === 0 && asked.value === value;
    asked.value = undefined;
    if (asked.issues.length > 0) asked.issues = [];
    return isSound;
  };
}
