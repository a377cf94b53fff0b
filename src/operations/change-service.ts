import { CATALOG, type ChangeInputs, type ChangeKind } from "../datasources/contract/catalog.js";
import { userError } from "../datasources/contract/user-errors.js";
import { VendorError } from "../http/vendor-error.js";
import { DEFAULT_ACCOUNT, type Source } from "../schema/common/source.js";
import { type UserError, UserErrorCode } from "../schema/common/user-error.type.js";
import type { ChangeExecutor } from "./change-executor.js";
import type { ChangeAnswer, ChangeRequest, RequestOptions } from "./change-request.js";
import { parseTarget, sourceOfTarget } from "./change-target.js";
import type { ChangeConnections } from "./connected-changes.js";
import { inListTerms } from "./list-mutations.js";

/** What every change's input says of how it is asked for. */
export interface ChangeOptions {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
}

/** A change that comes in a list mutation's `ids`. */
export type ListedKind = { [Kind in ChangeKind]: (typeof CATALOG)[Kind] extends { list: string } ? Kind : never }[ChangeKind];

export interface ChangeServiceOptions {
  executor: ChangeExecutor;
  connections: ChangeConnections;
  requestedBy: string;
  scope: RequestOptions["scope"];
  /** Runs what must not be stopped half-way for having sent too many requests. */
  uncounted: <Result>(work: () => Promise<Result>) => Promise<Result>;
  forgetReads: () => void;
}

/** Where one request hands in its changes: parses ids, finds out who takes the change, and forgets what the request read before it. */
export class ChangeService {
  readonly #options: ChangeServiceOptions;

  constructor(options: ChangeServiceOptions) {
    this.#options = options;
  }

  /**
   * Makes one change.
   *
   * @param source of a change that creates from nothing; of all others the record's id tells it.
   * @throws BadUserInput where the input's ids name no record of the kind that the change is about.
   * @throws VendorError where the vendor could not be asked, so that nothing was sent.
   */
  async make<Kind extends ChangeKind>(kind: Kind, input: ChangeInputs[Kind] & ChangeOptions, source?: Source): Promise<ChangeAnswer> {
    const request = requestOf(kind, withoutOptions(input), 0, source);
    const [answer = new Error("A change got no answer")] = await this.#makeAll(kind, [request], input);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /**
   * Makes the changes of a list mutation; answers in the order asked, an Error in the place of one that was not sent.
   *
   * @throws BadUserInput where one of the ids names no record of the kind that the change is about.
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
      const { idempotencyKey, dryRun } = input;
      const options = { mutation, wholeInput: withoutOptions(input), idempotencyKey, dryRun: dryRun ?? false, requestedBy, scope };
      const made = await uncounted(() => executor.run(taken, options)).finally(() => dryRun || forgetReads());
      for (const [index, { position }] of taken.entries()) answers[position] = made[index];
    }
    return answers.map((answer = new Error("A change got no answer"), index) =>
      answer instanceof Error ? answer : { ...answer, userErrors: inListTerms(mutation, answer.userErrors, index) },
    );
  }

  /** What is answered where a source does not take the change; undefined where it does. */
  #refusalOf({ kind, source }: ChangeRequest, mutation: string): ChangeAnswer | VendorError | undefined {
    const connection = this.#options.connections.get(source.text);
    if (connection === undefined) {
      const message = `${source.vendor} is not configured on this server. See vendors { mode }.`;
      return new VendorError({ code: "UNSUPPORTED", vendor: source.vendor, message, retryable: false, sent: "no" });
    }
    if (connection.changes[kind] !== undefined) return undefined;
    return { operation: null, userErrors: [unsupportedError(source, mutation, kind)], result: {} };
  }
}

function requestOf(kind: ChangeKind, input: object, position: number, source?: Source): ChangeRequest {
  const target = parseTarget(kind, input);
  const at = source ?? sourceOfTarget(target);
  if (at === undefined) throw new Error(`${kind} names no record: it has to be told where it is made`);
  return { kind, source: at, target, input: input as ChangeRequest["input"], position };
}

/** What is wished for, as it is recorded and as an idempotency key stands for it. The default account is the same wish as none. */
function withoutOptions(input: object): object {
  const { idempotencyKey: _key, dryRun: _dry, account, ...rest } = input as ChangeOptions & { account?: string };
  return account === undefined || account === DEFAULT_ACCOUNT ? rest : { ...rest, account };
}

function unsupportedError({ vendor }: Source, mutation: string, kind: ChangeKind): UserError {
  const { names } = CATALOG[kind];
  const message = `${vendor} does not take ${mutation}. What it takes stands in vendors { abilities }.`;
  return userError(UserErrorCode.UNSUPPORTED_BY_VENDOR, message, { field: names === null ? null : [names] });
}
