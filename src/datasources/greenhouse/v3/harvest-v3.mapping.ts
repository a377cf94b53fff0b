import { rawOf } from "../../../http/checks/record-check.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job } from "../../../schema/job/job.type.js";
import { type CloseReason, type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import { jobOf, openingOf } from "../greenhouse.mapping.js";
import type { WireDepartment, WireJob, WireOffice, WireOpening } from "./harvest-v3.wire.js";

/** What jobs name by id, by id. */
export interface JobNames {
  departments: ReadonlyMap<number, WireDepartment>;
  offices: ReadonlyMap<number, WireOffice>;
}

/** A department or an office that nobody names leaves the list shorter. */
export function toJob(source: Source, wire: WireJob, { departments, offices }: JobNames): Job {
  const department = wire.department_id ? departments.get(wire.department_id) : undefined;
  return jobOf(source, wire, {
    departments: department?.name ? [department.name] : [],
    // The office's location says where; its name is what people call it, and all there is where the location is empty.
    locations: (wire.office_ids ?? []).flatMap((id) => offices.get(id)?.location || offices.get(id)?.name || []),
    customFields: wire.custom_fields,
    raw: rawOf(wire),
  });
}

/** The names of close reasons by id; undefined where nobody can tell them now. */
export type ReasonNames = ReadonlyMap<number, CloseReason> | undefined;

/** Without the names the copy lacks its reason, which the opening itself has. */
export function toOpening(source: Source, wire: WireOpening, reasons: ReasonNames): Opening {
  return openingOf(source, wire, String(wire.job_id), {
    status: wire.open ? OpeningStatus.OPEN : OpeningStatus.CLOSED,
    closeReason: !wire.open && wire.close_reason_id ? reasons && reasonOf(wire.close_reason_id, reasons) : null,
    customFields: wire.custom_fields ?? {},
    raw: rawOf(wire),
  });
}

/** A reason that the list does not hold any more has its id for a name. */
function reasonOf(id: number, reasons: ReadonlyMap<number, CloseReason>): CloseReason {
  return reasons.get(id) ?? { id: String(id), name: String(id) };
}
