import type { CallScope } from "../../../http/request.js";
import type { NamesOfJob } from "../../contract/datasource.js";
import { toCloseReason } from "../greenhouse.mapping.js";
import type { WireCloseReason } from "../greenhouse.wire.js";
import type { SmallTable } from "./harvest-v3.tables.js";
import type { WireDepartment, WireJob, WireOffice } from "./harvest-v3.wire.js";

/** The names of what a record holds by ids, which are in a table of their own. */
export interface Names<Wire, Value> {
  /** Undefined where the table would have to be read. */
  atHand(wire: Wire): Value | undefined;
  /** @throws VendorError where the table cannot be read. */
  read(wire: Wire, scope: CallScope): Promise<Value>;
}

function namesIn<Wire, Row extends { id: number }, Value>(
  table: SmallTable<Row>,
  idsIn: (wire: Wire) => readonly number[],
  nameOf: (ids: readonly number[], rows: ReadonlyMap<number, Row>) => Value,
): Names<Wire, Value> {
  const none = new Map<number, Row>();
  return {
    atHand: (wire) => {
      const ids = idsIn(wire);
      const rows = ids.length === 0 ? none : table.atHand(ids);
      return rows && nameOf(ids, rows);
    },
    read: async (wire, scope) => {
      const ids = idsIn(wire);
      return nameOf(ids, await table.byId(ids, scope));
    },
  };
}

/** A department or an office that nobody names leaves the list shorter. */
export function namesOfJobs(
  departments: SmallTable<WireDepartment>,
  offices: SmallTable<WireOffice>,
): Record<NamesOfJob, Names<WireJob, string[]>> {
  return {
    departments: namesIn(
      departments,
      ({ department_id }) => (department_id ? [department_id] : []),
      (ids, rows) => ids.flatMap((id) => rows.get(id)?.name || []),
    ),
    locations: namesIn(
      offices,
      ({ office_ids }) => office_ids ?? [],
      // The office's location says where; its name is what people call it, and all there is where the location is empty.
      (ids, rows) => ids.flatMap((id) => rows.get(id)?.location || rows.get(id)?.name || []),
    ),
  };
}

/** By the reason's id. One that the list does not hold any more has its id for a name. */
export function namesOfReasons(closeReasons: SmallTable<WireCloseReason>): Names<number, string> {
  return namesIn(
    closeReasons,
    (id) => [id],
    ([id = 0], rows) => {
      const row = rows.get(id);
      return row === undefined ? String(id) : (toCloseReason(row).name ?? "");
    },
  );
}
