import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";
import { collectFields, type Fragments, includedWith, orUndefined, type SelectedField, type Selecting } from "./collected-fields.js";
import { idsIn, recordsOf } from "./field-arguments.js";
import { sizeOf } from "./json-values.js";

/** What an operation asks for, and the values that it passes. */
export interface AnswerSize {
  /**
   * Records of lists: `first`, or the ids of a list, times those of the lists around it, for each innermost list, added up. Lists that are
   * not paged, single records and introspection count nothing.
   */
  nodes: number;
  /**
   * Fields of the answer, counted for every such record. A list that is not paged counts tenfold inside another one (vacancies of jobs of
   * vacancies), and once by itself. A value of the type JSON counts as fifteen.
   */
  fields: number;
  /** Ids in lists of ids. */
  ids: number;
  /** Values in arguments, variables counted wherever they are used. */
  values: number;
}

export interface Question {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Fragments;
  /** As graphql-js coerced them. */
  variables: Record<string, unknown>;
}

const NOTHING: Readonly<AnswerSize> = { nodes: 0, fields: 0, ids: 0, values: 0 };

/** The assumed length of an unbounded list: records that share a code, versions, fields of a type. */
const UNBOUNDED_LIST = 10;

/**
 * The weight of a field whose value is JSON: a record as its vendor holds it, which needs a scope of its own. One takes four times as long as
 * a plain field, as measured, and many times the memory.
 */
const FIELDS_OF_JSON = 15;

const META_FIELDS = new Map([SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]));

/**
 * Measures a valid operation with its variables before it is executed. Of records that can be of several types the fields of all are
 * counted. A field with faulty arguments (a null where none is allowed) counts nothing: execution refuses it there.
 */
export function answerSize({ schema, operation, fragments, variables }: Question): AnswerSize {
  const root = schema.getRootType(operation.operation);
  if (!root) return NOTHING;
  const isIncluded = includedWith(variables);

  function sizeOfSets(sets: readonly Selecting[], around: Around): AnswerSize {
    const total = { ...NOTHING };
    for (const selected of collectFields(sets, fragments, isIncluded).values()) {
      const asked = selected.flatMap((one) => asksFor(one, around) ?? []);
      if (asked.length === 0) continue;
      // Several differ only where their types exclude one another.
      const records = highest(asked.flatMap((one) => one.records ?? []));
      const isOpen = asked.some((one) => one.isOpen);
      const inner = sizeOfSets(
        asked.flatMap(({ below }) => below),
        { isOpen: around.isOpen || isOpen, isPage: records !== undefined },
      );
      total.nodes += records === undefined ? inner.nodes : records * Math.max(1, inner.nodes);
      total.fields +=
        (asked.some(({ isJson }) => isJson) ? FIELDS_OF_JSON : 1) +
        (records ?? highest(asked.map((one) => one.length)) ?? 1) * inner.fields;
      total.ids += inner.ids + (highest(asked.map((one) => one.ids)) ?? 0);
      total.values += inner.values + (highest(asked.map((one) => one.values)) ?? 0);
    }
    return total;
  }

  function asksFor({ field: node, on }: SelectedField, around: Around): Asked | undefined {
    const field = fieldOf(schema, on, node.name.value);
    const args = field && orUndefined(() => getArgumentValues(field, node, variables));
    if (field === undefined || args === undefined) return undefined;
    const records = recordsOf(field, args);
    const type = getNamedType(field.type);
    const isUnpaged = records === undefined && isListType(getNullableType(field.type)) && !around.isPage;
    const isOpen = isUnpaged && isRecord(type);
    return {
      records,
      isOpen,
      isJson: type.name === "JSON",
      length: isUnpaged && isIntrospectionType(type) ? lengthInSchema(schema, field.name) : isOpen && around.isOpen ? UNBOUNDED_LIST : 1,
      ids: idsIn(field, args) ?? 0,
      values: sizeOf(args).values,
      below: node.selectionSet === undefined ? [] : [{ set: node.selectionSet, on: type.name }],
    };
  }

  return sizeOfSets([{ set: operation.selectionSet, on: root.name }], { isOpen: false, isPage: false });
}

/** What surrounds the fields at hand. */
interface Around {
  /** Inside an unbounded list of records. */
  isOpen: boolean;
  /** The field of a page: it bounds the lists right below it. */
  isPage: boolean;
}

interface Asked {
  /** Of a list that is paged or given by ids; undefined elsewhere. */
  records: number | undefined;
  /** Whether it is an unbounded list of records. */
  isOpen: boolean;
  isJson: boolean;
  /** The assumed length where it is not known; 1 where it is no list. */
  length: number;
  ids: number;
  values: number;
  below: Selecting[];
}

/** Records have fields that lead to other records; other types do not. */
function isRecord(type: GraphQLNamedType): boolean {
  return isInterfaceType(type) || (isObjectType(type) && type.getInterfaces().length > 0);
}

function lengthInSchema(schema: GraphQLSchema, field: string): number {
  return field === "types" ? Object.keys(schema.getTypeMap()).length : UNBOUNDED_LIST;
}

function fieldOf(schema: GraphQLSchema, on: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(on);
  return (isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined) ?? META_FIELDS.get(name);
}

function highest(figures: readonly number[]): number | undefined {
  return figures.length === 0 ? undefined : Math.max(...figures);
}
