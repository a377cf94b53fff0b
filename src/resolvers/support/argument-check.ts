import type { ValidationError } from "class-validator";
import type { FieldNode } from "graphql";
import { ArgumentValidationError, type ValidatorFn } from "type-graphql";
import { Validator } from "../../schema/common/validators.js";

const validator = new Validator();

type Faults = Map<unknown, ValidationError[]>;

/**
 * What was found of a field's arguments. Within one operation they follow from the field in the document and the operation's variables, so a
 * field below a list is checked once for all records. The operation's variables are one object, and go with it.
 */
const checked = new WeakMap<object, Map<FieldNode, Faults>>();

/**
 * Checks arguments by the rules of their class, as type-graphql's own check does.
 *
 * @throws ArgumentValidationError where a rule is broken.
 */
export const checkArguments: ValidatorFn = (args, type, { info }) => {
  const [field] = info.fieldNodes;
  if (typeof args !== "object" || args === null || field === undefined) return;
  const ofOperation = entry(checked, info.variableValues, () => new Map<FieldNode, Faults>());
  const ofField = entry(ofOperation, field, () => new Map<unknown, ValidationError[]>());
  const faults = entry(ofField, type, () => faultsOf(args));
  if (faults.length > 0) throw new ArgumentValidationError(faults);
};

/** Rules of missing values run nowhere but where they ask for it: type-graphql's defaults. None of our rules is asynchronous. */
export function faultsOf(args: object): ValidationError[] {
  return validator.validateSync(args, { skipMissingProperties: true, forbidUnknownValues: false });
}

interface Entries<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function entry<Key, Value extends object>(entries: Entries<Key, Value>, key: Key, make: () => Value): Value {
  const found = entries.get(key);
  if (found !== undefined) return found;
  const made = make();
  entries.set(key, made);
  return made;
}
