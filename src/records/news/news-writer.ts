import type { Clock } from "../../clock.js";
import { iso } from "../../datasources/contract/timestamps.js";
import type { RecordRepository } from "../../store/records/record.repository.js";
import type { ExplainingOperation, NewEvent, RecordTransaction, RecordWriting } from "../../store/records/record-writing.js";
import type { RecordRow } from "../../store/tables.js";
import type { Deciders, KnownDiscrepancies } from "../discrepancies/known-discrepancies.js";
import { type Circumstances, compare, isNews } from "./compare.js";
import { together } from "./deciders.js";
import { Explanation } from "./effects.js";
import type { EventNews } from "./event-news.js";
import { isWhole } from "./facts.js";
import { isStale, type Observation } from "./observation.js";

/** So many records are compared in one transaction: on SQLite a change that is being recorded waits for it. */
const AT_ONCE = 250;
/** What a vendor shows may lag behind what it has answered by so long. */
const VENDORS_LAG_MS = 60_000;
/** A record that was read as it is known is noted at most so often. */
const CONFIRM_AFTER_MS = 60 * 60_000;

export interface NewsWriterOptions {
  repository: RecordRepository;
  writing: RecordWriting;
  news: EventNews;
  /** Left out: nobody asks for discrepancies. */
  discrepancies?: KnownDiscrepancies;
  clock: Clock;
}

/** Writes what was read of records: nothing where it is known already, and what is news together with its events. */
export class NewsWriter {
  readonly #options: NewsWriterOptions;

  constructor(options: NewsWriterOptions) {
    this.#options = options;
  }

  async write(observations: readonly Observation[]): Promise<void> {
    // An older reading first, however long it took.
    const inOrder = observations.toSorted((one, other) => one.beganAt - other.beganAt);
    for (let from = 0; from < inOrder.length; from += AT_ONCE) await this.#writeSome(inOrder.slice(from, from + AT_ONCE));
  }

  async #writeSome(observations: readonly Observation[]): Promise<void> {
    const { repository, writing, news } = this.#options;
    const ids = [...new Set(observations.map(({ id }) => id))];
    const known = byId(await repository.byIds(ids));
    // Of a record that is news all readings count, in their order.
    const concerned = new Set(observations.filter((one) => isNews(known.get(one.id), one)).map(({ id }) => id));
    await this.#confirm(
      observations.filter(({ id }) => !concerned.has(id)),
      known,
    );
    if (concerned.size === 0) return;
    const last = await writing.write((transaction) =>
      this.#compareAll(
        observations.filter(({ id }) => concerned.has(id)),
        [...concerned],
        transaction,
      ),
    );
    if (last !== undefined) news.tell(last);
  }

  async #compareAll(observations: readonly Observation[], ids: readonly string[], transaction: RecordTransaction): Promise<void> {
    const now = this.#options.clock.now();
    const rows = byId(await transaction.records(ids));
    const before = new Map(rows);
    const operations = await this.#operationsAbout(observations, rows, transaction, now);
    const told = toldFields(await transaction.toldOf(operations.map(({ id }) => id)));
    const circumstances = await this.#circumstancesOf(observations, rows, transaction, { now, operations, told });
    const saved = new Map<string, RecordRow>();
    const deciders = new Map<string, Deciders>();
    for (const observation of observations) {
      const { id } = observation;
      const compared = compare(rows.get(id), observation, circumstances(observation, before.get(id)));
      if (compared === undefined) continue;
      rows.set(id, compared.row);
      saved.set(id, compared.row);
      transaction.tell(compared.events);
      deciders.set(id, together(deciders.get(id), compared.deciders));
      // The next reading of the record may be in the same transaction.
      for (const field of toldFields(compared.events)) told.add(field);
    }
    await transaction.save([...saved.values()]);
    await transaction.closeGaps([...saved.keys()]);
    const codesOf = (id: string) => [before.get(id)?.code ?? null, saved.get(id)?.code ?? null];
    const byCode = new Map<string, Deciders>();
    for (const [id, { found, known }] of deciders)
      for (const code of new Set(codesOf(id))) {
        const others = byCode.get(code ?? "");
        byCode.set(code ?? "", { found: found ?? others?.found, known: known ?? others?.known });
      }
    await this.#options.discrepancies?.recount([...saved.keys()].flatMap(codesOf), transaction, now, byCode);
  }

  /** What may explain differences from what is known. */
  #operationsAbout(
    observations: readonly Observation[],
    rows: ReadonlyMap<string, RecordRow>,
    transaction: RecordTransaction,
    now: number,
  ): Promise<ExplainingOperation[]> {
    const knownFrom = [...rows.values()].map(({ read_at }) => Date.parse(read_at));
    const since = Math.min(now, ...knownFrom) - VENDORS_LAG_MS;
    return transaction.operationsAbout([...new Set(observations.map(({ id }) => id))], iso(since));
  }

  /** What decides on the meaning of each reading, read for all of them at once. `told` grows with what is told of them. */
  async #circumstancesOf(
    observations: readonly Observation[],
    rows: ReadonlyMap<string, RecordRow>,
    transaction: RecordTransaction,
    { now, operations, told }: { now: number; operations: readonly ExplainingOperation[]; told: ReadonlySet<string> },
  ): Promise<(observation: Observation, row: RecordRow | undefined) => Circumstances> {
    const missing = observations.filter(({ id, facts }) => facts !== null && rows.get(id)?.gone_at !== null);
    const [sources, gaps] = [await sourcesOf(missing, transaction), await transaction.gapsAmong(missing.map(({ id }) => id))];
    const explanations = new Map<string, ExplainingOperation[]>();
    for (const operation of operations) {
      const about = operation.record_id ?? "";
      explanations.set(about, [...(explanations.get(about) ?? []), operation]);
    }
    return ({ id, source, kind, beganAt, unchangedUntil = 0 }, row) => {
      // What was made before a reading that did not find it is not what this one finds.
      const from = iso((row === undefined ? now : Math.max(Date.parse(row.read_at), unchangedUntil)) - VENDORS_LAG_MS);
      const about = (explanations.get(id) ?? []).filter(({ settled_at }) => row === undefined || settled_at === null || settled_at >= from);
      const ofSource = sources.get(`${source.text} ${kind}`);
      return {
        now,
        isKnown: (ofSource?.isKnown ?? false) && !gaps.has(id),
        explanations: about.map((operation) => new Explanation(operation, beganAt)),
        creations: (ofSource?.creations ?? []).map((operation) => new Explanation(operation, beganAt)),
        isTold: (operationId, field) => told.has(`${operationId} ${id} ${field}`),
      };
    };
  }

  /** Notes readings that found nothing new, where that was not noted for an hour. */
  async #confirm(observations: readonly Observation[], known: ReadonlyMap<string, RecordRow>): Promise<void> {
    const readings = new Map<string, { read_at: string; read_by: string; ids: string[] }>();
    for (const observation of observations) {
      const { id, facts, beganAt, by } = observation;
      const row = known.get(id);
      if (row === undefined || facts === null || isStale(row, observation)) continue;
      // What a list shows without a code does not tell that the code is as it was.
      if (!isWhole(facts)) continue;
      // What a change may have changed is read until a reading has found it, whatever it found.
      if (by !== "OPERATION" && beganAt - Date.parse(row.whole_at) < CONFIRM_AFTER_MS) continue;
      const read_at = iso(beganAt);
      const reading = readings.get(read_at + by) ?? { read_at, read_by: by, ids: [] };
      reading.ids.push(id);
      readings.set(read_at + by, reading);
    }
    for (const { ids, ...reading } of readings.values()) await this.#options.repository.confirm(ids, reading);
  }
}

function byId(rows: readonly RecordRow[]): Map<string, RecordRow> {
  return new Map(rows.map((row) => [row.record_id, row]));
}

async function sourcesOf(observations: readonly Observation[], transaction: RecordTransaction) {
  const found = new Map<string, { isKnown: boolean; creations: ExplainingOperation[] }>();
  for (const { source, kind } of observations) {
    const key = `${source.text} ${kind}`;
    if (found.has(key)) continue;
    const isKnown = await transaction.isKnown(source, kind);
    found.set(key, { isKnown, creations: isKnown ? await transaction.openCreations(source) : [] });
  }
  return found;
}

/** `operation record field`, and an empty field where the record appeared or went. */
function toldFields(events: readonly Pick<NewEvent, "operation_id" | "record_id" | "kind" | "changes">[]): Set<string> {
  return new Set(
    events.flatMap(({ operation_id, record_id, kind, changes }) => {
      const fields = kind === "CHANGED" ? (JSON.parse(changes) as { field: string }[]).map(({ field }) => field) : [""];
      return fields.map((field) => `${operation_id} ${record_id} ${field}`);
    }),
  );
}
