import type { ChangeInputs, ChangeKind } from "../datasources/contract/change-inputs.js";
import type { UnifiedDatasource } from "../reads/unified.datasource.js";
import { type UserError, UserErrorCode } from "../schema/common/user-error.type.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";
import type { ChangeExecutor } from "./change-executor.js";
import type { Answer, ChangeRequest } from "./change-request.js";
import { inListTerms } from "./list-mutations.js";

/** What every change's input carries about the asking itself. */
export interface AskedChange {
  idempotencyKey?: string | null;
  dryRun?: boolean | null;
}

/** Where one request hands in its changes: finds the vendor's change, and forgets what the request read before it. */
export class ChangeService {
  readonly #engine: ChangeExecutor;
  readonly #graph: () => UnifiedDatasource;
  readonly #requestedBy: string;
  readonly #deadlineAt: number;
  readonly #uncounted: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly #forgetReads: () => void;

  constructor(options: {
    engine: ChangeExecutor;
    graph: () => UnifiedDatasource;
    requestedBy: string;
    deadlineAt: number;
    /** Runs what must not be stopped half-way for having sent too many requests. */
    uncounted: <Result>(work: () => Promise<Result>) => Promise<Result>;
    forgetReads: () => void;
  }) {
    this.#engine = options.engine;
    this.#graph = options.graph;
    this.#requestedBy = options.requestedBy;
    this.#deadlineAt = options.deadlineAt;
    this.#uncounted = options.uncounted;
    this.#forgetReads = options.forgetReads;
  }

  /** Makes one change. Throws where the vendor could not be asked, so that nothing was sent. */
  async make<Kind extends ChangeKind>(kind: Kind, vendor: Vendor, input: ChangeInputs[Kind] & AskedChange): Promise<Answer> {
    const [answer] = await this.makeAll(kind, kind, [{ vendor, input: withoutTerms(input) as ChangeInputs[Kind] }], input);
    if (answer === undefined) throw new Error("A change got no answer");
    if (answer instanceof Error) throw answer;
    return answer;
  }

  /** Makes many changes of one kind; answers in the order asked, an Error in the place of one that was not sent. */
  async makeAll<Kind extends ChangeKind>(
    kind: Kind,
    mutation: string,
    wanted: readonly { vendor: Vendor; input: ChangeInputs[Kind] }[],
    asked: AskedChange & object,
  ): Promise<(Answer | Error)[]> {
    const answers = new Array<Answer | Error>(wanted.length);
    const askings: ChangeRequest<Kind>[] = [];
    for (const [index, { vendor, input }] of wanted.entries()) {
      const datasource = this.#graph().datasource(vendor);
      const change = datasource?.changes[kind];
      if (datasource === undefined) {
        answers[index] = this.#graph().unsupported(vendor, "changes");
      } else if (change === undefined) {
        answers[index] = { operation: null, userErrors: [unsupportedError(vendor, mutation, asked)], result: {} };
      } else {
        askings.push({ vendor, change: change as unknown as ChangeRequest<Kind>["change"], input, position: index });
      }
    }
    if (askings.length > 0) {
      const terms = {
        mutation,
        wholeInput: withoutTerms(asked),
        idempotencyKey: asked.idempotencyKey,
        dryRun: asked.dryRun ?? false,
        requestedBy: this.#requestedBy,
        deadlineAt: this.#deadlineAt,
      };
      const run = this.#uncounted(() => this.#engine.run(askings as unknown as ChangeRequest[], terms));
      const made = await run.finally(() => asked.dryRun || this.#forgetReads());
      for (const [index, { position }] of askings.entries()) answers[position] = made[index] ?? new Error("A change got no answer");
    }
    return answers.map((answer, index) =>
      answer instanceof Error ? answer : { ...answer, userErrors: inListTerms(mutation, answer.userErrors, index) },
    );
  }
}

function withoutTerms(input: object): object {
  const { idempotencyKey: _key, dryRun: _dry, ...rest } = input as AskedChange & object;
  return rest;
}

/** Where inputs name their record, and so their vendor; one that publishes names none. */
const RECORD_FIELDS = ["id", "ids", "jobId"];

function unsupportedError(vendor: Vendor, mutation: string, asked: object): UserError {
  const field = RECORD_FIELDS.find((name) => name in asked);
  return {
    code: UserErrorCode.UNSUPPORTED_BY_VENDOR,
    message: `${vendor} does not take ${mutation}. What it takes stands in vendors { abilities }.`,
    field: field === undefined ? null : [field],
    vendorCode: null,
    retryable: false,
  };
}
