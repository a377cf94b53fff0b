import { Pruning, type PruningOptions } from "../leases/pruning.js";
import type { EventRepository } from "../store/records/event.repository.js";
import type { RecordRepository } from "../store/records/record.repository.js";

const AT_ONCE = 1_000;

/** Deletes events once they have been kept for `EVENT_DAYS`, and what is known of records that went as long ago. */
export class EventPruning extends Pruning {
  constructor({ events, records, ...options }: PruningOptions & { events: EventRepository; records: RecordRepository }) {
    super(options, {
      what: "deleting old events",
      deleteSome: (before) => events.deleteBefore(before, AT_ONCE),
      deleteRest: (before) => records.forgetGone(before),
    });
  }
}
