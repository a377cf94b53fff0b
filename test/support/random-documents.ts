import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { GraphQLQuestion } from "./plain-graphql.js";

export interface RandomDocumentsOptions {
  /** Values of an argument or a scalar, as literals of the language; undefined leaves it to chance. */
  literals?: (name: string, type: string) => readonly string[] | undefined;
  /** Fields that are never selected, as `Type.field`. */
  without?: readonly string[];
  /** How deep fields may nest. */
  maxDepth?: number;
}

/**
 * Valid queries by chance, the same ones for the same seed: aliases, fields that merge, fragments named and inline on types and
 * interfaces, spread again and again, @skip and @include by literals and variables, arguments by literals, variables and defaults.
 */
export class RandomDocuments {
  readonly #schema: GraphQLSchema;
  readonly #options: RandomDocumentsOptions;
  #state: number;
  #fragments: { name: string; on: GraphQLCompositeType; text: string }[] = [];
  #variables = new Map<string, { declaration: string; value: unknown }>();

  constructor(schema: GraphQLSchema, seed: number, options: RandomDocumentsOptions = {}) {
    this.#schema = schema;
    this.#options = options;
    this.#state = seed * 2_654_435_761 + 1;
  }

  next(): GraphQLQuestion {
    this.#fragments = [];
    this.#variables = new Map();
    const root = this.#schema.getQueryType();
    if (root === undefined || root === null) throw new Error("The schema has no queries.");
    const selection = this.#selection(root, this.#options.maxDepth ?? 5);
    const declarations = [...this.#variables.values()].map(({ declaration }) => declaration);
    const head = declarations.length === 0 ? "query" : `query (${declarations.join(", ")})`;
    const values = [...this.#variables].filter(([, { value }]) => value !== undefined).map(([name, { value }]) => [name, value]);
    return {
      query: [`${head} ${selection}`, ...this.#fragments.map(({ text }) => text)].join("\n"),
      variables: Object.fromEntries(values),
    };
  }

  /** Mulberry32. */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error("There is nothing to pick.");
    return item;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const selections = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => this.#selectionOf(type, depth));
    return `{ ${selections.join(" ")} }`;
  }

  #selectionOf(type: GraphQLCompositeType, depth: number): string {
    if (depth > 1 && this.#chance(0.15)) return `... ${this.#typeCondition(type, depth)}`;
    if (depth > 1 && this.#chance(0.2)) return this.#spread(type, depth);
    const fields = isObjectType(type) || isInterfaceType(type) ? this.#fieldsOf(type, depth) : [];
    if (fields.length === 0 || this.#chance(0.08)) return `__typename${this.#condition()}`;
    return this.#field(this.#pick(fields), depth);
  }

  #fieldsOf(type: Extract<GraphQLCompositeType, { getFields(): unknown }>, depth: number): GraphQLField<unknown, unknown>[] {
    return Object.values(type.getFields()).filter(
      (field) =>
        !this.#options.without?.includes(`${type.name}.${field.name}`) && (depth > 1 || !isCompositeType(getNamedType(field.type))),
    );
  }

  /** Without an argument a field keeps its name, so that equal fields merge; with one, each has an alias of its own. */
  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const args = field.args.flatMap((arg) => this.#argument(arg) ?? []);
    const alias = args.length > 0 || this.#chance(0.1) ? `f${Math.floor(this.#random() * 1e9).toString(36)}: ` : "";
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.#selection(named, depth - 1)}` : "";
    return `${alias}${field.name}${args.length > 0 ? `(${args.join(", ")})` : ""}${this.#condition()}${below}`;
  }

  #argument({ name, type, defaultValue }: GraphQLArgument): string | undefined {
    const isRequired = isNonNullType(type) && defaultValue === undefined;
    if (!isRequired && this.#chance(0.5)) return undefined;
    const literal = this.#literal(name, type);
    if (literal === undefined || !this.#chance(0.3)) return literal && `${name}: ${literal}`;
    return `${name}: $${this.#variable(String(type), literal)}`;
  }

  /** Declared with the literal as its default, so that nothing has to be turned into JSON. */
  #variable(type: string, literal: string): string {
    const name = `v${this.#variables.size}`;
    this.#variables.set(name, { declaration: `$${name}: ${type} = ${literal}`, value: undefined });
    return name;
  }

  #literal(name: string, type: GraphQLInputType): string | undefined {
    if (isNonNullType(type)) return this.#literal(name, type.ofType);
    if (isListType(type)) {
      const items = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => this.#literal(name, type.ofType) ?? "null");
      return `[${items.join(", ")}]`;
    }
    if (isInputObjectType(type)) return undefined;
    const known = this.#options.literals?.(name, type.name);
    if (known !== undefined) return this.#pick(known);
    if (isEnumType(type)) return this.#pick(type.getValues()).name;
    if (type.name === "Int") return String(1 + Math.floor(this.#random() * 3));
    if (type.name === "Boolean") return String(this.#chance(0.5));
    return this.#pick(['"1"', '"2"', '"a text"']);
  }

  #condition(): string {
    if (!this.#chance(0.15)) return "";
    const directive = this.#chance(0.5) ? "skip" : "include";
    if (this.#chance(0.4)) return ` @${directive}(if: ${this.#chance(0.5)})`;
    const name = `c${Math.floor(this.#random() * 3)}`;
    if (!this.#variables.has(name)) this.#variables.set(name, { declaration: `$${name}: Boolean!`, value: this.#chance(0.5) });
    return ` @${directive}(if: $${name})`;
  }

  #typeCondition(type: GraphQLCompositeType, depth: number): string {
    const on = this.#narrower(type);
    const condition = on === type && this.#chance(0.5) ? "" : `on ${on.name}`;
    return `${condition}${this.#condition()} ${this.#selection(on, depth)}`;
  }

  #spread(type: GraphQLCompositeType, depth: number): string {
    const fitting = this.#fragments.filter(({ on, text }) => on === type && text !== "");
    if (fitting.length > 0 && this.#chance(0.6)) return `...${this.#pick(fitting).name}${this.#condition()}`;
    const on = this.#narrower(type);
    // Its place is kept while its content is made; with an empty text nothing inside can spread it, so no fragment spreads itself.
    const fragment = { name: `F${this.#fragments.length}`, on, text: "" };
    this.#fragments.push(fragment);
    fragment.text = `fragment ${fragment.name} on ${on.name} ${this.#selection(on, depth - 1)}`;
    return `...${fragment.name}${this.#condition()}`;
  }

  #narrower(type: GraphQLCompositeType): GraphQLCompositeType {
    return isAbstractType(type) && this.#chance(0.7) ? this.#pick(this.#schema.getPossibleTypes(type)) : type;
  }
}
