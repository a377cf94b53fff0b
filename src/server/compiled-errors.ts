import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** An error as graphql-jit reports it: places as numbers, without the nodes, and without extensions where there are none. */
export interface CompiledError {
  message: string;
  locations?: readonly { line: number; column: number }[] | undefined;
  path?: readonly (string | number)[] | undefined;
  originalError?: unknown;
}

interface Place {
  node: ASTNode;
  /** The type of the field; undefined for the value of an argument. */
  type?: GraphQLOutputType | null | undefined;
}

/**
 * Turns the errors of a compiled query into those graphql-js would have raised, so that one `formatError` serves both. The run is not
 * repeated with graphql-js for its wording: a failed read would go out to the vendor twice, and may well succeed the second time.
 */
export class CompiledErrors {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  #places: Map<string, Place> | undefined;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#document = document;
  }

  located(errors: readonly CompiledError[], data: unknown): GraphQLError[] {
    const nulled = new Set<string>();
    return errors.filter((error) => this.#isReported(error, data, nulled)).map((error) => this.#locate(error));
  }

  /** graphql-js reports one error for each position that a failed non-null field below it made null; graphql-jit reports them all. */
  #isReported(error: CompiledError, data: unknown, nulled: Set<string>): boolean {
    const path = error.path ?? [];
    if (!this.#isNonNull(error, path)) return true;
    const position = JSON.stringify(path.slice(0, depthOfNull(data, path)));
    if (nulled.has(position)) return false;
    nulled.add(position);
    return true;
  }

  #isNonNull(error: CompiledError, path: readonly (string | number)[]): boolean {
    let type = this.#place(error)?.type;
    for (let last = path.length - 1; typeof path[last] === "number"; last -= 1) {
      const list = isNonNullType(type) ? type.ofType : type;
      type = isListType(list) ? list.ofType : undefined;
    }
    return isNonNullType(type);
  }

  #locate(error: CompiledError): GraphQLError {
    const original = error.originalError;
    const nodes = (error.locations ?? []).map((location) => this.#placeAt(location)?.node).filter((node) => node !== undefined);
    // What graphql-jit itself found (a null, a value no scalar takes) has no original; graphql-js wraps an Error there as well.
    const originalError = original instanceof Error ? original : this.#ownError(error, nodes);
    return new GraphQLError(error.message, { nodes, path: error.path, originalError });
  }

  #ownError(error: CompiledError, nodes: readonly ASTNode[]): Error {
    const aboutArgument = nodes[0] !== undefined && nodes[0].kind !== Kind.FIELD;
    return aboutArgument ? new GraphQLError(error.message, { nodes }) : new Error(error.message);
  }

  #place(error: CompiledError): Place | undefined {
    const location = error.locations?.[0];
    return location === undefined ? undefined : this.#placeAt(location);
  }

  #placeAt({ line, column }: { line: number; column: number }): Place | undefined {
    this.#places ??= readPlaces(this.#schema, this.#document);
    return this.#places.get(`${line}:${column}`);
  }
}

/** Every field and argument value by where it stands. Read when the first error comes: most documents never need it. */
function readPlaces(schema: GraphQLSchema, document: DocumentNode): Map<string, Place> {
  const places = new Map<string, Place>();
  const types = new TypeInfo(schema);
  const keep = (node: ASTNode, type?: Place["type"]) => {
    const token = node.loc?.startToken;
    if (token !== undefined) places.set(`${token.line}:${token.column}`, { node, type });
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.FIELD]: (node: FieldNode) => {
        keep(node, types.getType());
        for (const argument of node.arguments ?? []) keep(argument.value);
      },
    }),
  );
  return places;
}

/** How many steps of the path it takes to meet the null. */
function depthOfNull(data: unknown, path: readonly (string | number)[]): number {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (typeof value !== "object" || value === null) return depth;
    value = Reflect.get(value, step);
  }
  return path.length;
}
