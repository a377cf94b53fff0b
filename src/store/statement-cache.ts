import { type Compilable, CompiledQuery } from "kysely";
import { LRUCache } from "lru-cache";

/** More shapes than the server has. A list in a statement is of any length, so they are not all known beforehand. */
const KEPT_SHAPES = 100;

/** Statements compiled once for each shape, for those that every change makes: to build one anew takes about as long as SQLite takes to run it. */
export class StatementCache {
  readonly #compiled = new LRUCache<string, CompiledQuery>({ max: KEPT_SHAPES });

  /**
   * @param shape one name for all statements that differ in their parameters alone
   * @param parameters in the order in which the statement names them
   * @throws Error where the parameters of a first statement are others than these
   */
  of<Row>(shape: string, parameters: readonly unknown[], build: () => Compilable<Row>): CompiledQuery<Row> {
    const known = this.#compiled.get(shape) ?? this.#compile(shape, parameters, build);
    return { query: known.query, queryId: known.queryId, sql: known.sql, parameters };
  }

  #compile(shape: string, parameters: readonly unknown[], build: () => Compilable): CompiledQuery {
    const compiled = build().compile();
    const isSame =
      compiled.parameters.length === parameters.length && parameters.every((value, index) => value === compiled.parameters[index]);
    if (!isSame) throw new Error(`The statement ${shape} has other parameters: ${compiled.sql}`);
    // Without what the first one said.
    const kept = CompiledQuery.raw(compiled.sql);
    this.#compiled.set(shape, kept);
    return kept;
  }
}
