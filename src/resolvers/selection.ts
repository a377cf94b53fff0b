import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

type Selecting = Pick<GraphQLResolveInfo, "fieldNodes" | "fragments" | "variableValues">;

/** Names of the fields selected directly below the field that is being resolved, through fragments, as far as @skip and @include let them. */
export function selectedFields(info: Selecting): Set<string> {
  return new Set(info.fieldNodes.flatMap((node) => fieldsIn(node.selectionSet, info).map((field) => field.name.value)));
}

function fieldsIn(selectionSet: SelectionSetNode | undefined, info: Selecting): FieldNode[] {
  return (selectionSet?.selections ?? [])
    .filter((selection) => isIncluded(selection, info))
    .flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const body = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragmentOf(selection.name.value, info)?.selectionSet;
      return fieldsIn(body, info);
    });
}

function fragmentOf(name: string, info: Selecting): FragmentDefinitionNode | undefined {
  return info.fragments[name];
}

function isIncluded(selection: SelectionNode, info: Selecting): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.if !== false;
}
