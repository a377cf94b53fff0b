import { rawOf } from "../../../http/checks/record-check.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job } from "../../../schema/job/job.type.js";
import { type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import { jobOf, openingOf } from "../greenhouse.mapping.js";
import type { WireJob, WireOpening } from "./harvest-v3.wire.js";

/** @param names as far as they are at hand */
export function toJob(source: Source, wire: WireJob, { departments, locations }: Pick<Job, "departments" | "locations">): Job {
  return jobOf(source, wire, {
    departments,
    locations,
    customFields: wire.custom_fields,
    raw: rawOf(wire),
  });
}

/** @param nameOf the name of a close reason, where it is at hand */
export function toOpening(source: Source, wire: WireOpening, nameOf: (reasonId: number) => string | undefined): Opening {
  const reasonId = wire.open ? undefined : wire.close_reason_id;
  return openingOf(source, wire, String(wire.job_id), {
    status: wire.open ? OpeningStatus.OPEN : OpeningStatus.CLOSED,
    closeReason: reasonId ? { id: String(reasonId), name: nameOf(reasonId) } : null,
    customFields: wire.custom_fields ?? {},
    raw: rawOf(wire),
  });
}
