import type { Source } from "../../../schema/common/source.js";
import type { Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import type { Found, Inside } from "../../contract/found.js";
import { openingStatus, toOpening } from "./harvest-v1.mapping.js";
import type { WireOpening } from "./harvest-v1.wire.js";

/** An opening inside its job: its order and its status are known before it is made. */
export class OpeningInside implements Inside<Opening> {
  readonly vendorId: string;
  readonly raw: WireOpening;
  readonly #source: Source;
  readonly #jobId: string;
  #record: Opening | undefined;

  constructor(source: Source, wire: WireOpening, jobId: string) {
    this.vendorId = String(wire.id);
    this.raw = wire;
    this.#source = source;
    this.#jobId = jobId;
  }

  get status(): OpeningStatus {
    return openingStatus(this.raw);
  }

  get record(): Opening {
    this.#record ??= toOpening(this.#source, this.raw, this.#jobId);
    return this.#record;
  }
}

/** All of them. */
export function made({ records, unreadable }: Found<OpeningInside>): Found<Opening> {
  return { records: records.map(({ record }) => record), unreadable };
}
