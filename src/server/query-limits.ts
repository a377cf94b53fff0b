import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

export interface QueryLimits {
  /** How deep fields may nest. The deepest useful question of this graph takes about ten levels. */
  maxDepth: number;
  /** How many aliases one operation may hold, fragments counted wherever they are spread. Batching fifty or a hundred jobs fits well. */
  maxAliases: number;
  /** Length of a document, in words and marks of the language. */
  maxTokens: number;
}

export const DEFAULT_LIMITS: QueryLimits = { maxDepth: 15, maxAliases: 200, maxTokens: 15_000 };

interface Weight {
  depth: number;
  aliases: number;
}

const NOTHING: Weight = { depth: 0, aliases: 0 };

/** A validation rule: refuses operations that would cost far more than their length tells. */
export function queryLimitsRule(limits: QueryLimits): (context: ValidationContext) => ASTVisitor {
  return (context) => ({
    [Kind.OPERATION_DEFINITION]: (operation: OperationDefinitionNode) => {
      const { depth, aliases } = new Scales(context.getDocument()).weigh(operation.selectionSet);
      if (depth > limits.maxDepth) {
        const message = `The operation nests fields ${depth} levels deep; at most ${limits.maxDepth} are allowed. Ask in two steps.`;
        context.reportError(new GraphQLError(message, { nodes: operation }));
      }
      if (aliases > limits.maxAliases) {
        const message = `The operation holds ${aliases} aliases; at most ${limits.maxAliases} are allowed. Split it, or use a field that takes a list of ids.`;
        context.reportError(new GraphQLError(message, { nodes: operation }));
      }
    },
  });
}

/** Weighs each fragment once, so that fragments spread in one another cost no more than their length. */
class Scales {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #weights = new Map<string, Weight>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  weigh(set: SelectionSetNode | undefined): Weight {
    let depth = 0;
    let aliases = 0;
    for (const selection of set?.selections ?? []) {
      const weight = this.#weighSelection(selection);
      depth = Math.max(depth, weight.depth);
      aliases += weight.aliases;
    }
    return { depth, aliases };
  }

  #weighSelection(selection: SelectionNode): Weight {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#weighFragment(selection.name.value);
    const inner = this.weigh(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner;
    // Explorers read the schema itself deeply; graphql-js bounds that with a rule of its own.
    const depth = selection.name.value.startsWith("__") ? 1 : inner.depth + 1;
    return { depth, aliases: inner.aliases + (selection.alias === undefined ? 0 : 1) };
  }

  #weighFragment(name: string): Weight {
    const known = this.#weights.get(name);
    if (known !== undefined) return known;
    // Stands while the fragment is weighed, so that one that spreads itself (which another rule refuses) comes to an end.
    this.#weights.set(name, NOTHING);
    const weight = this.weigh(this.#fragments.get(name)?.selectionSet);
    this.#weights.set(name, weight);
    return weight;
  }
}
