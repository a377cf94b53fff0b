import { type GraphQLField, GraphQLID, type GraphQLInputType, getNullableType, isInputObjectType, isListType, isScalarType } from "graphql";

type Field = Pick<GraphQLField<unknown, unknown>, "args" | "type">;
type Arguments = Readonly<Record<string, unknown>>;

/** `first` where it is left out, by the contract; the schema has it as the argument's default. */
const DEFAULT_PAGE = 50;

/** How many ids a field's arguments hold in lists of ids, wherever in its input these are; undefined where no such list is given. */
export function idsIn(field: Field, args: Arguments): number | undefined {
  const lists = field.args.flatMap(({ name, type }) => lengthsOfIdLists(type, args[name]));
  return lists.length === 0 ? undefined : lists.reduce((sum, length) => sum + length, 0);
}

function lengthsOfIdLists(type: GraphQLInputType, value: unknown): number[] {
  const inner = getNullableType(type);
  if (value === undefined || value === null) return [];
  if (isListType(inner)) {
    if (!Array.isArray(value)) return [];
    return namesRecord(inner.ofType) ? [value.length] : value.flatMap((item) => lengthsOfIdLists(inner.ofType, item));
  }
  if (!isInputObjectType(inner)) return [];
  return Object.values(inner.getFields()).flatMap((field) => lengthsOfIdLists(field.type, Object(value)[field.name]));
}

/** An id, or what Federation has in its place: a record's type and id. */
function namesRecord(type: GraphQLInputType): boolean {
  const inner = getNullableType(type);
  return inner === GraphQLID || (isScalarType(inner) && inner.name === "_Any");
}

/**
 * How many records a field may answer with: the number of its ids where its answer is a list, else `first`. Ids given to a page (areas of
 * vacancies) only filter its records. Undefined for lists that are not paged, and for single records.
 */
export function recordsOf(field: Field, args: Arguments): number | undefined {
  const ids = isListType(getNullableType(field.type)) ? idsIn(field, args) : undefined;
  if (ids !== undefined) return ids;
  if (!field.args.some(({ name }) => name === "first")) return undefined;
  // Null, and a number below one, are refused where they are used.
  return typeof args.first === "number" ? Math.max(0, args.first) : DEFAULT_PAGE;
}
