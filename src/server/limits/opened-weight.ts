import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { hold } from "./limits.js";

/** The weight of a selection with its fragments opened wherever they are spread. */
export interface Weight {
  /** Fields below one another, those below `__schema` and `__type` left out. */
  depth: number;
  /** Fields below one another from `__schema` or `__type` on. */
  schemaDepth: number;
  aliases: number;
  /** Fields and fragments. */
  selections: number;
  /** Selection sets inside one another, those of fragments too. */
  nesting: number;
}

export const NESTING = { what: "The document nests selections and fragments", unit: "levels deep or more", remedy: "Ask in two steps." };

const NOTHING: Readonly<Weight> = { depth: 0, schemaDepth: 0, aliases: 0, selections: 0, nesting: 0 };

/** Marks a fragment that is being weighed. */
const UNDER_WAY: Readonly<Weight> = { ...NOTHING };

/** Weighs each fragment once, so that nested fragments cost no more than their length. */
export class Scales {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #weights = new Map<FragmentDefinitionNode, Readonly<Weight>>();
  readonly #maxNesting: number;
  #nesting = 0;
  #isEndless = false;

  constructor(document: DocumentNode, maxNesting: number) {
    this.#maxNesting = maxNesting;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  /** Whether a fragment was weighed as a part of something else. */
  hasWeighed(fragment: FragmentDefinitionNode): boolean {
    return this.#weights.has(fragment);
  }

  /** Whether a weighed fragment spreads itself, so that its weight is wrong. graphql-js refuses such documents. */
  get isEndless(): boolean {
    return this.#isEndless;
  }

  /** @throws LimitExceeded where fragments nest too deep to be followed */
  weigh(definition: OperationDefinitionNode | FragmentDefinitionNode): Readonly<Weight> {
    return definition.kind === Kind.FRAGMENT_DEFINITION ? this.#weighFragment(definition) : this.#weighSet(definition.selectionSet);
  }

  #weighSet(set: SelectionSetNode): Weight {
    this.#nesting += 1;
    hold(this.#nesting, this.#maxNesting, NESTING);
    const total: Weight = { ...NOTHING, nesting: 1 };
    for (const selection of set.selections) {
      const weight = this.#weighSelection(selection);
      total.depth = Math.max(total.depth, weight.depth);
      total.schemaDepth = Math.max(total.schemaDepth, weight.schemaDepth);
      total.nesting = Math.max(total.nesting, weight.nesting + 1);
      total.aliases += weight.aliases;
      total.selections += weight.selections + 1;
    }
    this.#nesting -= 1;
    return total;
  }

  #weighSelection(selection: SelectionNode): Readonly<Weight> {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = this.#fragments.get(selection.name.value);
      return fragment === undefined ? NOTHING : this.#weighFragment(fragment);
    }
    const inner = selection.selectionSet === undefined ? NOTHING : this.#weighSet(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner;
    const isOfSchema = selection.name.value.startsWith("__");
    return {
      ...inner,
      depth: isOfSchema ? 1 : inner.depth + 1,
      schemaDepth: isOfSchema ? inner.depth + 1 : inner.schemaDepth,
      aliases: inner.aliases + (selection.alias === undefined ? 0 : 1),
    };
  }

  #weighFragment(fragment: FragmentDefinitionNode): Readonly<Weight> {
    const known = this.#weights.get(fragment);
    if (known === UNDER_WAY) this.#isEndless = true;
    if (known !== undefined) return known;
    this.#weights.set(fragment, UNDER_WAY);
    const weight = this.#weighSet(fragment.selectionSet);
    this.#weights.set(fragment, weight);
    return weight;
  }
}
