import type { ValidationError } from "class-validator";
import type { FieldNode, GraphQLResolveInfo } from "graphql";
import { ArgumentValidationError, type ValidatorFn } from "type-graphql";
import { Validator } from "../../schema/common/input/validators.js";

const validator = new Validator();

/**
 * Checks arguments by the rules of their class, as type-graphql's own check does.
 *
 * @throws ArgumentValidationError where a rule is broken.
 */
export const checkArguments: ValidatorFn = (args) => {
  if (typeof args !== "object" || args === null) return;
  const faults = faultsOf(args);
  if (faults.length > 0) throw new ArgumentValidationError(faults);
};

/** Rules of missing values run nowhere but where they ask for it: type-graphql's defaults. None of our rules is asynchronous. */
export function faultsOf(args: object): ValidationError[] {
  return validator.validateSync(args, { skipMissingProperties: true, forbidUnknownValues: false });
}

type Given = Readonly<Record<string, unknown>>;

/**
 * The arguments of a field as its method takes them. Within one operation they follow from the field in the document and the operation's
 * variables, so a field below a list has them made and checked once for all records. The operation's variables are one object, and the
 * arguments go with it. Where the operation has no variables they follow from the document alone, and serve whenever it is asked again: then
 * they go with the operation's node.
 *
 * @param type a class of plain values: its instance is made without a look into them
 */
export function checkedArguments<Args extends object>(type: new () => Args): (given: Given, info: GraphQLResolveInfo) => Args {
  const ofOperations = new WeakMap<object, Map<FieldNode, Checked<Args>>>();
  return (given, { operation, variableValues, fieldNodes }) => {
    const [field] = fieldNodes as readonly [FieldNode];
    const isFixed = operation.variableDefinitions === undefined || operation.variableDefinitions.length === 0;
    const ofFields = entry(ofOperations, isFixed ? operation : variableValues, () => new Map<FieldNode, Checked<Args>>());
    const { args, faults } = entry(ofFields, field, () => check(Object.assign(new type(), given)));
    if (faults.length > 0) throw new ArgumentValidationError(faults);
    return args;
  };
}

interface Checked<Args> {
  readonly args: Args;
  readonly faults: ValidationError[];
}

function check<Args extends object>(args: Args): Checked<Args> {
  return { faults: faultsOf(args), args: frozen(args) };
}

/** With all that is in it, since many requests may share it. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
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
