import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  isAbstractType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

type Selecting = Pick<GraphQLResolveInfo, "fieldNodes" | "fragments" | "variableValues">;
export type SelectingTyped = Selecting & Pick<GraphQLResolveInfo, "schema">;

/** By the nodes of a field, which all records of a list share in one operation, with its variables. */
const selected = new WeakMap<object, { variableValues: object; fields: ReadonlySet<string> }>();

/** Names of the fields selected directly below the field being resolved, fragments included, after @skip and @include. */
export function selectedFields(info: Selecting): ReadonlySet<string> {
  const { fieldNodes, variableValues } = info;
  const known = selected.get(fieldNodes);
  if (known?.variableValues === variableValues) return known.fields;
  const fields = new Set(selections(info, () => true).map(({ name }) => name.value));
  selected.set(fieldNodes, { variableValues, fields });
  return fields;
}

/**
 * Where one field is selected in a record of this type, directly below `info.fieldNodes`; as above, but without the fragments on types that
 * the record is not of.
 */
export function selectionsOf(info: SelectingTyped, type: string, field: string): FieldNode[] {
  const record = info.schema.getType(type);
  const applies = ({ name }: NamedTypeNode) => {
    const condition = info.schema.getType(name.value);
    return condition === record || (isAbstractType(condition) && isObjectType(record) && info.schema.isSubType(condition, record));
  };
  return selections(info, applies).filter(({ name }) => name.value === field);
}

/** The arguments of a field with its variables and defaults, as its resolver gets them; undefined where execution refuses them. */
export function argumentsOf(info: SelectingTyped, type: string, node: FieldNode): Record<string, unknown> | undefined {
  const parent = info.schema.getType(type);
  const field = isObjectType(parent) ? parent.getFields()[node.name.value] : undefined;
  try {
    return field && getArgumentValues(field, node, info.variableValues);
  } catch {
    return undefined;
  }
}

function selections(info: Selecting, applies: (condition: NamedTypeNode) => boolean): FieldNode[] {
  const found: FieldNode[] = [];
  // As in execution: a fragment spread again adds nothing, and fragments that spread one another twice would double each time.
  const opened = new Set<string>();
  const look = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection, info)) continue;
      if (selection.kind === Kind.FIELD) found.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (selection.typeCondition === undefined || applies(selection.typeCondition)) look(selection.selectionSet);
      } else if (!opened.has(selection.name.value)) {
        opened.add(selection.name.value);
        const fragment = info.fragments[selection.name.value];
        if (fragment !== undefined && applies(fragment.typeCondition)) look(fragment.selectionSet);
      }
    }
  };
  for (const node of info.fieldNodes) look(node.selectionSet);
  return found;
}

function isIncluded(selection: SelectionNode, info: Selecting): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.if !== false;
}
