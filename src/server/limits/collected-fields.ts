import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** A selection set, and the name of the type that it selects from. */
export interface Selecting {
  readonly set: SelectionSetNode;
  readonly on: string;
}

/** A field where it is selected. */
export interface SelectedField {
  readonly field: FieldNode;
  readonly on: string;
}

/**
 * The fields of selection sets by their response keys, as execution collects and merges them: each fragment is opened once. The fields of
 * all types that fragments name are included, also where a record can be of one type only.
 */
export function collectFields(
  sets: readonly Selecting[],
  fragments: Fragments,
  isIncluded: (selection: SelectionNode) => boolean = () => true,
): ReadonlyMap<string, readonly SelectedField[]> {
  const collected = new Map<string, SelectedField[]>();
  const opened = new Set<string>();
  const collect = ({ set, on }: Selecting) => {
    for (const selection of set.selections) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const known = collected.get(key);
        if (known === undefined) collected.set(key, [{ field: selection, on }]);
        else known.push({ field: selection, on });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect({ set: selection.selectionSet, on: selection.typeCondition?.name.value ?? on });
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment === undefined || opened.has(selection.name.value)) continue;
        opened.add(selection.name.value);
        collect({ set: fragment.selectionSet, on: fragment.typeCondition.name.value });
      }
    }
  };
  for (const set of sets) collect(set);
  return collected;
}

/** Whether `@skip` and `@include` leave a selection in. */
export function includedWith(variables: Readonly<Record<string, unknown>>): (selection: SelectionNode) => boolean {
  return (selection) =>
    condition(GraphQLSkipDirective, selection, variables) !== true && condition(GraphQLIncludeDirective, selection, variables) !== false;
}

function condition(directive: GraphQLDirective, selection: SelectionNode, variables: Readonly<Record<string, unknown>>): unknown {
  return orUndefined(() => getDirectiveValues(directive, selection, variables))?.if;
}

/** graphql-js throws where a variable holds a null that a literal could not. */
export function orUndefined<Value>(get: () => Value): Value | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}

/** The fragments of a document by their names. */
export function fragmentsOf(definitions: readonly { readonly kind: string }[]): Fragments {
  return new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]));
}

function isFragment(definition: { readonly kind: string }): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
