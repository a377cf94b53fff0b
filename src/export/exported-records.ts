import { issuerOfSubject, nameOfSubject } from "../access/viewer.js";
import type { VendorModule } from "../datasources/contract/vendor-module.js";
import { resultOf, toOperation } from "../operations/operation-record.js";
import { OperationOutcome } from "../schema/operation/operation.type.js";
import type { Database } from "../store/database.js";
import type { MomentSpan } from "../store/moment-span.js";
import type { StoredOperation } from "../store/operation.repository.js";
import { OperationHistory } from "../store/operation-history.js";

/** Records for people and programs of years to come: whole, with plain names, a JSON object each. */
export class ExportedRecords {
  readonly #database: Database;
  readonly #history: OperationHistory;
  readonly #modules: readonly VendorModule[];

  constructor(database: Database, modules: readonly VendorModule[]) {
    this.#database = database;
    this.#history = new OperationHistory(database);
    this.#modules = modules;
  }

  /** The changes requested within the span, oldest first. */
  async *operations(span: MomentSpan): AsyncGenerator<object> {
    const standIn = await this.#standIns();
    for await (const row of this.#history.requestedWithin(span)) {
      const { replayed: _replayed, ...operation } = toOperation(row);
      yield {
        ...operation,
        standIn: standIn(row),
        requestedBy: whoIs(row.requested_by),
        resolvedBy: row.resolved_by === null ? null : whoIs(row.resolved_by),
        sentAt: row.sent_at,
        input: JSON.parse(row.input),
        before: row.evidence === null ? null : JSON.parse(row.evidence),
        result: resultOf(row),
      };
    }
  }

  /**
   * The postings first published within the span, and those sent then whose outcome is not known. Of a vendor that the server keeps postings of, as
   * they are kept; of any other, the publications among the operations.
   */
  async *postings(span: MomentSpan): AsyncGenerator<object> {
    const standIn = await this.#standIns();
    const kept = this.#modules.filter(({ keptPostings }) => keptPostings !== undefined);
    for (const { vendor, keptPostings } of kept) {
      for await (const posting of keptPostings?.(this.#database, span) ?? []) {
        yield { vendor, standIn: standIn({ vendor, account: posting.account }), ...posting };
      }
    }
    const keepers = new Set<string>(kept.map(({ vendor }) => vendor));
    for await (const row of this.#history.requestedWithin(span, "publishVacancy")) {
      if (keepers.has(row.vendor) || row.outcome === OperationOutcome.NOT_APPLIED) continue;
      yield { standIn: standIn(row), ...toPublication(row) };
    }
  }

  /** Tells whether records of a source are those of a stand-in, so that nobody takes them for the vendor's. */
  async #standIns(): Promise<(record: { vendor: string; account: string }) => boolean> {
    const served = await this.#database.selectFrom("stand_in_vendors").select(["vendor", "account"]).execute();
    const sources = new Set(served.map(({ vendor, account }) => `${vendor} ${account}`));
    return ({ vendor, account }) => sources.has(`${vendor} ${account}`);
  }
}

function toPublication(row: StoredOperation) {
  const { id, vendor, account, outcome, requestedAt, settledAt } = toOperation(row);
  return {
    vendor,
    account,
    vacancyId: resultOf(row).vacancyId ?? null,
    outcome,
    published: JSON.parse(row.input),
    operationId: id,
    requestedBy: whoIs(row.requested_by),
    requestedAt,
    settledAt,
  };
}

/** A caller by name, and who vouches for that name: two providers may have an `ann` each. */
function whoIs(subject: string) {
  return { issuer: issuerOfSubject(subject), name: nameOfSubject(subject) };
}
