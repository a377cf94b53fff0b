import { madeOnce } from "../../../http/checks/made-once.js";
import { rawOf } from "../../../http/checks/record-check.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job } from "../../../schema/job/job.type.js";
import { type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import { jobOf, openingOf, toCloseReason, wholeOpening } from "../greenhouse.mapping.js";
import type { OpeningFilterWord, WireJob, WireOpening } from "./harvest-v1.wire.js";

export const OPENING_STATUS = new Map<string | undefined, OpeningStatus>([
  ["open", OpeningStatus.OPEN],
  ["closed", OpeningStatus.CLOSED],
]);

export const OPENING_FILTER_WORD: Record<OpeningStatus, OpeningFilterWord> = {
  [OpeningStatus.OPEN]: "opened",
  [OpeningStatus.CLOSED]: "closed",
};

export const toJob = madeOnce(
  (source: Source, wire: WireJob): Job =>
    jobOf(source, wire, {
      departments: (wire.departments ?? []).flatMap((department) => department?.name || []),
      // The office's location says where; its name is what people call it, and all there is where the location is empty.
      locations: (wire.offices ?? []).flatMap((office) => office?.location?.name || office?.name || []),
      customFields: wire.keyed_custom_fields,
      raw: rawOf(wire),
    }),
);

export function openingStatus({ status }: WireOpening): OpeningStatus {
  return status === "open" ? OpeningStatus.OPEN : OpeningStatus.CLOSED;
}

export const toOpening = madeOnce((source: Source, wire: WireOpening, jobId: string): Opening => {
  const status = openingStatus(wire);
  return openingOf(source, wire, jobId, {
    status,
    // An open opening has no reason, whether this copy says so or not; a closed one whose copy lacks the key may have one.
    closeReason: wire.close_reason ? toCloseReason(wire.close_reason) : status === OpeningStatus.OPEN ? null : wire.close_reason,
    customFields: wire.keyed_custom_fields,
    raw: rawOf(wire),
  });
});

/** Copies from the openings endpoints are whole. */
export function toWholeOpening(source: Source, wire: WireOpening, jobId: string): Opening {
  return wholeOpening(toOpening(source, wire, jobId));
}
