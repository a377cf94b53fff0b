import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode } from "graphql";
import { collectFields, type Fragments, fragmentsOf, type Selecting } from "./collected-fields.js";
import { hold, type QueryLimits } from "./limits.js";
import { NESTING, Scales, type Weight } from "./opened-weight.js";

/**
 * Refuses documents that select, or take to validate, far more than their length suggests.
 * @throws LimitExceeded
 */
export function holdDocument(document: DocumentNode, limits: QueryLimits): void {
  const scales = new Scales(document, limits.maxNesting);
  const roots: (OperationDefinitionNode | FragmentDefinitionNode)[] = [];
  let selections = 0;
  for (const root of operationsFirst(document)) {
    // A fragment that no operation spreads is a fault, but graphql-js walks through it to report that.
    if (root.kind === Kind.FRAGMENT_DEFINITION && scales.hasWeighed(root)) continue;
    const weight = scales.weigh(root);
    holdWeight(weight, limits);
    selections += weight.selections;
    roots.push(root);
  }
  hold(selections, limits.maxSelections, {
    what: "The document selects",
    unit: "fields and fragments, each counted wherever it is spread",
    remedy: "Split it.",
  });
  // A fragment that spreads itself would be walked without end.
  if (scales.isEndless) return;
  const fragments = fragmentsOf(document.definitions);
  const pairs = roots.reduce((sum, { selectionSet }) => sum + pairsIn([{ set: selectionSet, on: "" }], fragments), 0);
  hold(pairs, limits.maxPairs, {
    what: "The document selects the same fields in the same places again, which makes",
    unit: "pairs to compare",
    remedy: "Select each field once.",
  });
}

function operationsFirst({ definitions }: DocumentNode): (OperationDefinitionNode | FragmentDefinitionNode)[] {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return [...operations, ...definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)];
}

function holdWeight(weight: Readonly<Weight>, limits: QueryLimits): void {
  hold(weight.nesting, limits.maxNesting, NESTING);
  hold(weight.depth, limits.maxDepth, { what: "The operation nests fields", unit: "levels deep", remedy: "Ask in two steps." });
  hold(weight.schemaDepth, limits.maxSchemaDepth, {
    what: "The operation nests fields of the schema",
    unit: "levels deep",
    remedy: "The standard introspection query takes fewer.",
  });
  hold(weight.aliases, limits.maxAliases, {
    what: "The operation holds",
    unit: "aliases",
    remedy: "Split it, or use a field that takes a list of ids.",
  });
}

/** How many pairs of fields graphql-js compares for merging. Takes a document whose selections are bounded. */
function pairsIn(sets: readonly Selecting[], fragments: Fragments): number {
  let pairs = 0;
  for (const fields of collectFields(sets, fragments).values()) {
    pairs += (fields.length * (fields.length - 1)) / 2;
    const below = fields.flatMap(({ field, on }) => (field.selectionSet === undefined ? [] : [{ set: field.selectionSet, on }]));
    if (below.length > 0) pairs += pairsIn(below, fragments);
  }
  return pairs;
}
