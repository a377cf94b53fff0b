import { BadUserInput, notACursor } from "../schema/common/bad-input.js";
import type { PageInfo } from "../schema/common/page.type.js";
import type { Event, EventCause, EventConnection, EventKind, FieldChange } from "../schema/event/event.type.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";
import type { EventFilter, EventRepository, EventSpan, StoredEvent } from "../store/records/event.repository.js";

export type { EventFilter };

/** Events that one page looks at, at the most: those that a filter leaves out cost time too. */
const LOOKED_AT_MOST = 20_000;

const CURSOR = /^hiregraph:event:(0|[1-9]\d{0,14})$/;

/** The feed of events as clients read it, page by page. */
export class EventFeed {
  readonly #repository: EventRepository;

  constructor(repository: EventRepository) {
    this.#repository = repository;
  }

  /**
   * A page of events after a cursor, oldest first; without one from the beginning of what is kept.
   *
   * @throws BadUserInput where the cursor is none, is older than what is kept, or is beyond the newest.
   */
  async page(filter: EventFilter, first: number, after: string | null | undefined): Promise<EventConnection> {
    const span = await this.#repository.span();
    const from = after === null || after === undefined ? span.pruned : await this.placeOf(after, span);
    const upTo = Math.min(span.last, from + LOOKED_AT_MOST);
    const rows = await this.#repository.between(from, upTo, first + 1, filter);
    // What was deleted meanwhile may have been skipped.
    if (after !== null && after !== undefined) await this.placeOf(after, await this.#repository.span());
    const isLeft = rows.length > first;
    const shown = rows.slice(0, first);
    const end = isLeft ? (shown.at(-1)?.number ?? from) : upTo;
    const edges = shown.map((row) => ({ cursor: eventId(row.number), node: toEvent(row) }));
    const pageInfo: PageInfo = {
      hasNextPage: end < span.last,
      hasPreviousPage: after !== null && after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: eventId(end),
    };
    return { edges, nodes: edges.map(({ node }) => node), pageInfo, head: eventId(span.last) };
  }

  /** One event; null where it is not kept (any more). */
  async byId(id: string): Promise<Event | null> {
    const number = numberOfEvent(id);
    if (number === undefined || number === 0) return null;
    const [row] = await this.#repository.between(number - 1, number, 1);
    return row === undefined ? null : toEvent(row);
  }

  /**
   * The number of a cursor.
   *
   * @throws BadUserInput where the cursor is none, is older than what is kept, or is beyond the newest.
   */
  async placeOf(cursor: string, { last, pruned }: EventSpan): Promise<number> {
    const number = numberOfEvent(cursor);
    if (number === undefined) throw notACursor();
    if (number > last) throw new BadUserInput("`after` lies beyond the newest event. Take a cursor that this server gave out.", ["after"]);
    if (number >= pruned) return number;
    const kept = await this.#repository.first();
    const firstKept = kept === undefined ? null : eventId(kept);
    throw new BadUserInput(
      "`after` is older than what is kept (EVENT_DAYS): events behind it are gone. Leave it out to begin with the first event that is kept, " +
        "and read the records anew.",
      ["after"],
      { firstKept },
    );
  }
}

/** An event's id, which is also its cursor; of the number 0 the place before the first one. */
export function eventId(number: number): string {
  return `hiregraph:event:${number}`;
}

/** Undefined for whatever `eventId` would not have written. */
export function numberOfEvent(cursor: string): number | undefined {
  const number = CURSOR.exec(cursor)?.[1];
  return number === undefined ? undefined : Number(number);
}

export function toEvent(row: StoredEvent): Event {
  return {
    id: eventId(row.number),
    kind: row.kind as EventKind,
    cause: row.cause as EventCause,
    at: row.at,
    vendor: row.vendor as Vendor,
    account: row.account,
    recordId: row.record_id,
    code: row.code,
    changes: JSON.parse(row.changes) as FieldChange[],
    operationId: row.operation_id,
    discrepancyId: row.discrepancy_id,
  };
}
