import { GraphQLError } from "graphql";

/** The most that one request may ask for. Each limit bounds something that a short text can make large; only `maxNodes` can be configured. */
export interface QueryLimits {
  /** Words and marks of the language in a document. */
  maxTokens: number;
  /** Characters of a name in a document. */
  maxNameLength: number;
  /** How deep brackets and fragments may nest in a document, and lists and objects in variables: deeper ones overflow the stack. */
  maxNesting: number;
  /** How deep fields may nest. The deepest useful query of this graph takes about ten levels. */
  maxDepth: number;
  /** How deep fields may nest below `__schema` and `__type`. The introspection query of graphql-js 16 and 17 takes 14 levels, with the leaf 15. */
  maxSchemaDepth: number;
  /** Aliases of an operation. Batching fifty or a hundred jobs fits well. */
  maxAliases: number;
  /** Fields and fragments of a document, each counted wherever it is spread. */
  maxSelections: number;
  /** Pairs of selections with the same response key in one place: graphql-js compares each with each. */
  maxPairs: number;
  /** Values in variables, and values in the arguments of an operation. A change of a hundred openings with thirty fields each fits. */
  maxValues: number;
  /** Ids in lists of ids, all lists of an operation together: as many as one list may hold. */
  maxIds: number;
  /** Records of lists that an operation asks for: see answer-size.ts. */
  maxNodes: number;
  /** Fields that the answer may hold, counted for every record. */
  maxFields: number;
  /** Characters of an answer. Twenty thousand openings as their vendor holds them fit. */
  maxAnswerLength: number;
}

/** Fifty fields of each record: twice what the largest example asks for. */
const FIELDS_OF_A_NODE = 50;
const DEFAULT_MAX_NODES = 20_000;
const MIN_MAX_FIELDS = DEFAULT_MAX_NODES * FIELDS_OF_A_NODE;

/** The limits, with what the operator may set. */
export function queryLimits({ maxNodes = DEFAULT_MAX_NODES }: { maxNodes?: number } = {}): QueryLimits {
  return {
    maxTokens: 15_000,
    maxNameLength: 200,
    maxNesting: 100,
    maxDepth: 15,
    maxSchemaDepth: 20,
    maxAliases: 200,
    maxSelections: 10_000,
    maxPairs: 100_000,
    maxValues: 10_000,
    maxIds: 1000,
    maxNodes,
    // Introspection needs so many, however small MAX_NODES is.
    maxFields: Math.max(MIN_MAX_FIELDS, maxNodes * FIELDS_OF_A_NODE),
    maxAnswerLength: 50_000_000,
  };
}

/** A request that asks for more than it may: refused whole, before any resolver runs. */
export class LimitExceeded extends GraphQLError {
  override readonly name = "LimitExceeded";

  constructor(message: string) {
    // The status of all faulty requests that were understood: see protocol.ts.
    super(message, { extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } });
  }
}

/**
 * Refuses a figure above its limit.
 * @param what the sentence up to the figure: "The operation asks for"
 * @param unit what is counted: "nodes"
 * @param remedy a sentence that says what to do instead
 * @throws LimitExceeded
 */
export function hold(figure: number, limit: number, { what, unit, remedy }: { what: string; unit: string; remedy: string }): void {
  if (figure <= limit) return;
  throw new LimitExceeded(`${what} ${shown(figure)} ${unit}; at most ${limit} are allowed. ${remedy}`);
}

/** Nested fragments double a figure with each line; larger figures are not shown exactly. */
const LARGEST_SHOWN = 10 ** 15;

function shown(figure: number): string {
  return figure > LARGEST_SHOWN ? `more than ${LARGEST_SHOWN}` : String(figure);
}
