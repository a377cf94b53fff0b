import { eventId } from "../records/event-feed.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import { sourceOfRecord } from "../schema/common/source.js";
import { EventKind } from "../schema/event/event.type.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";
import type { StoredEvent } from "../store/records/event.repository.js";

/** CloudEvents 1.0, JSON format, 3: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md */
export const CLOUD_EVENT_TYPE = "application/cloudevents+json";

/** Kinds of events that are not about a job or a vacancy itself: of an operation or of a discrepancy. */
const TYPES: Readonly<Partial<Record<string, string>>> = {
  [EventKind.OPERATION_SETTLED]: "operation.settled",
  [EventKind.DISCREPANCY_FOUND]: "discrepancy.found",
  [EventKind.DISCREPANCY_ENDED]: "discrepancy.ended",
};

/**
 * An event as a CloudEvent. It holds what the event holds, and nothing of the record besides: a receiver asks the graph for that.
 * `hiregraph.job.changed.v1` about `greenhouse~emea:job:4000` of `/greenhouse~emea`.
 */
export function toCloudEvent(event: StoredEvent): string {
  const { kind, cause, code, record_id: recordId, operation_id: operationId, discrepancy_id: discrepancyId } = event;
  return JSON.stringify({
    specversion: "1.0",
    id: eventId(event.number),
    source: `/${sourceOfRecord({ vendor: event.vendor as Vendor, account: event.account }).text}`,
    type: `hiregraph.${TYPES[kind] ?? `${kindOf(recordId)}.${kind.toLowerCase()}`}.v1`,
    subject: subjectOf(event),
    time: event.at,
    datacontenttype: "application/json",
    data: { kind, cause, recordId, code, changes: JSON.parse(event.changes), operationId, discrepancyId },
  });
}

/** Events of one subject of the feed are sent in their order. */
export function orderKeyOf(event: StoredEvent): string {
  return subjectOf(event) ?? eventId(event.number);
}

function subjectOf({ kind, record_id, operation_id, discrepancy_id }: StoredEvent): string | undefined {
  const ofDiscrepancy = kind === EventKind.DISCREPANCY_FOUND || kind === EventKind.DISCREPANCY_ENDED;
  return (ofDiscrepancy ? discrepancy_id : null) ?? record_id ?? operation_id ?? undefined;
}

function kindOf(recordId: string | null): string {
  return (recordId === null ? undefined : parseGlobalId(recordId)?.kind) ?? "record";
}
