import {
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

type Selecting = Pick<GraphQLResolveInfo, "fieldNodes" | "fragments" | "variableValues">;

/** Names of the fields selected directly below the field being resolved, fragments included, after @skip and @include. */
export function selectedFields(info: Selecting): Set<string> {
  const names = new Set<string>();
  // As in execution: a fragment spread again adds nothing, and fragments that spread one another twice would double each time.
  const opened = new Set<string>();
  const look = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection, info)) continue;
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet);
      else if (!opened.has(selection.name.value)) {
        opened.add(selection.name.value);
        look(info.fragments[selection.name.value]?.selectionSet);
      }
    }
  };
  for (const node of info.fieldNodes) look(node.selectionSet);
  return names;
}

function isIncluded(selection: SelectionNode, info: Selecting): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.if !== false;
}
