import { unknownAccount } from "../datasources/contract/accounts.js";
import { CATALOG, type ChangeInputs, type ChangeKind } from "../datasources/contract/catalog.js";
import { userError } from "../datasources/contract/user-errors.js";
import { nameOf, VendorError } from "../http/vendor-error.js";
import { DEFAULT_ACCOUNT, type Source } from "../schema/common/source.js";
import { type UserError, UserErrorCode } from "../schema/common/user-error.type.js";
import type { ChangeExecutor } from "./change-executor.js";
import type { ChangeAnswer, ChangeRequest, RequestOptions } from "./change-request.js";
import { parseTarget, sourceOfTarget } from "./change-target.js";
import type { ChangeConnections } from "./connected-changes.js";
import { atListPlace } from "./outcome.js";

/** The options in every change's input. */
export interface ChangeOptions {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
}

/** A change with a list mutation. */
export type ListedKind = { [Kind in ChangeKind]: (typeof CATALOG)[Kind] extends { list: string } ? Kind : never }[ChangeKind];

export interface ChangeServiceOptions {
  executor: ChangeExecutor;
  connections: ChangeConnections;
  requestedBy: string;
  /** Of the request; serves for an input that has none. */
  idempotencyKey?: string;
  scope: RequestOptions["scope"];
  /** Runs work without counting its requests, since a change must not stop half-way at the request limit. */
  uncounted: <Result>(work: () => Promise<Result>) => Promise<Result>;
  forgetReads: () => void;
}

/** The changes of one request: parses ids, finds the connection, and afterwards drops what the request had read. */
export class ChangeService {
  readonly #options: ChangeServiceOptions;

  constructor(options: ChangeServiceOptions) {
    this.#options = options;
  }

  /**
   * Makes one change.
   *
   * @param source where a record is created from nothing; otherwise the record's id names it.
   * @throws BadUserInput where the input's ids name no record of the kind that the change is about, or an account that does not exist.
   * @throws VendorError where the vendor could not be asked, so that nothing was sent.
   */
  async make<Kind extends ChangeKind>(kind: Kind, input: ChangeInputs[Kind] & ChangeOptions, source?: Source): Promise<ChangeAnswer> {
    const request = requestOf(kind, withoutOptions(input), 0, source);
    const [answer = new Error("A change got no answer")] = await this.#makeAll(kind, [request], input);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /**
   * Makes the changes of a list mutation. Answers in the order of the ids, with an Error in the place of a change that was not sent.
   *
   * @throws BadUserInput where one of the ids names no record of the kind that the change is about, or an account that does not exist.
   */
  async makeList(kind: ListedKind, input: { ids: readonly string[] } & ChangeOptions): Promise<(ChangeAnswer | Error)[]> {
    const requests = input.ids.map((id, position) => requestOf(kind, { id }, position));
    return this.#makeAll(CATALOG[kind].list, requests, input);
  }

  async #makeAll(mutation: string, requests: readonly ChangeRequest[], input: object & ChangeOptions): Promise<(ChangeAnswer | Error)[]> {
    const answers: (ChangeAnswer | Error | undefined)[] = requests.map((request) => this.#refusalOf(request, mutation));
    const taken = requests.filter((_, index) => answers[index] === undefined);
    if (taken.length > 0) {
      const { executor, requestedBy, scope, uncounted, forgetReads } = this.#options;
      const { dryRun } = input;
      const idempotencyKey = input.idempotencyKey ?? this.#options.idempotencyKey;
      const options = { mutation, wholeInput: withoutOptions(input), idempotencyKey, dryRun: dryRun ?? false, requestedBy, scope };
      const made = await uncounted(() => executor.run(taken, options)).finally(() => dryRun || forgetReads());
      for (const [index, { position }] of taken.entries()) answers[position] = made[index];
    }
    return answers.map((answer = new Error("A change got no answer"), index) =>
      answer instanceof Error ? answer : { ...answer, userErrors: atListPlace(mutation, answer.userErrors, index) },
    );
  }

  /**
   * The answer where a source does not support the change; undefined where it does.
   *
   * @throws BadUserInput where the vendor has no such account.
   */
  #refusalOf({ kind, source }: ChangeRequest, mutation: string): ChangeAnswer | Error | undefined {
    const connection = this.#options.connections.get(source.text);
    if (connection === undefined) {
      const message = `${source.vendor} is not configured on this server. See vendors { mode }.`;
      const fault = unknownAccount(this.#options.connections, source);
      if (fault !== undefined) throw fault;
      return new VendorError({ code: "UNSUPPORTED", vendor: source.vendor, message, retryable: false, sent: "no" });
    }
    if (connection.changes[kind] !== undefined) return undefined;
    return { operation: null, userErrors: [unsupportedError(source, mutation, kind, connection.readOnlyBecause)], result: {} };
  }
}

function requestOf(kind: ChangeKind, input: object, position: number, source?: Source): ChangeRequest {
  const target = parseTarget(kind, input);
  const at = source ?? sourceOfTarget(target);
  if (at === undefined) throw new Error(`${kind} names no record: it has to be told where it is made`);
  return { kind, source: at, target, input: input as ChangeRequest["input"], position };
}

/** The input as it is recorded and as an idempotency key stands for it. The default account equals none. */
function withoutOptions(input: object): object {
  const { idempotencyKey: _key, dryRun: _dry, account, ...rest } = input as ChangeOptions & { account?: string };
  return account === undefined || account === DEFAULT_ACCOUNT ? rest : { ...rest, account };
}

function unsupportedError(source: Source, mutation: string, kind: ChangeKind, readOnlyBecause: string | undefined): UserError {
  const { names } = CATALOG[kind];
  const message = readOnlyBecause ?? `${nameOf(source)} does not take ${mutation}. What it takes stands in vendors { abilities }.`;
  return userError(UserErrorCode.UNSUPPORTED_BY_VENDOR, message, { field: names === null ? null : [names] });
}
