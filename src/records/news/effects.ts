import { type ChangeInputs, type ChangeKind, changeKindOf } from "../../datasources/contract/catalog.js";
import type { ChangeResult } from "../../datasources/contract/change.js";
import { JobStatus } from "../../schema/job/job.type.js";
import { VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import type { ExplainingOperation } from "../../store/records/record-writing.js";
import { type Facts, isSame } from "./facts.js";

/** A field whose value another one took the place of, and all that is known of the record then. */
interface Found {
  before: unknown;
  after: unknown;
  facts: Facts;
}

/** Whether a change of this kind, with this input, explains what is found of a field. */
type Effect<Kind extends ChangeKind> = (found: Found, input: ChangeInputs[Kind]) => boolean;
type Effects<Kind extends ChangeKind> = Readonly<Record<string, Effect<Kind>>>;

const anything = () => true;
const becomes =
  (...values: unknown[]) =>
  ({ after }: Found) =>
    values.includes(after);
/** A job closes with its last seat. */
const closesWithLastSeat = ({ after, facts }: Found) => after === JobStatus.CLOSED && (facts.openings ?? 0) === 0;

const REOPENED_BY_SEATS: Readonly<Record<string, (found: Found) => boolean>> = {
  status: becomes(JobStatus.OPEN),
  openedAt: anything,
  closedAt: anything,
};
const CLOSED_BY_SEATS: typeof REOPENED_BY_SEATS = { status: closesWithLastSeat, closedAt: anything };

/** What a change does to the facts of its job or vacancy, besides the number of open seats. A field that is not named is not its doing. */
const EFFECTS: { readonly [Kind in ChangeKind]: Effects<Kind> } = {
  reopenJob: {
    status: becomes(JobStatus.OPEN),
    expiresAt: ({ after }, { expiresAt }) => (expiresAt ? isSameMoment(after, expiresAt) : after === null),
    openedAt: anything,
    closedAt: becomes(null),
  },
  closeJob: { status: becomes(JobStatus.CLOSED), closedAt: anything, expiresAt: anything },
  createOpenings: REOPENED_BY_SEATS,
  updateOpening: {},
  closeOpening: CLOSED_BY_SEATS,
  reopenOpening: REOPENED_BY_SEATS,
  deleteOpenings: CLOSED_BY_SEATS,
  publishVacancy: {
    status: becomes(VacancyStatus.PENDING, VacancyStatus.ACTIVE, VacancyStatus.REJECTED),
    publishedAt: anything,
    expiresAt: anything,
    closedAt: becomes(null),
  },
  updateVacancy: {
    name: ({ after }, { name }) => after === name,
    code: ({ after }, { code }) => code !== undefined && (after ?? "") === (code ?? ""),
    area: ({ after }, { headhunter }) => isSame(after, { id: headhunter?.areaId }),
    expiresAt: ({ after }, { linkedin }) => isSameMoment(after, linkedin?.expiresAt),
  },
  upgradeVacancy: { publishedAt: anything, expiresAt: anything },
  reassignVacancy: {},
  prolongateVacancy: {
    status: becomes(VacancyStatus.ACTIVE),
    publishedAt: anything,
    expiresAt: ({ before, after }) => momentOf(after) > momentOf(before),
    closedAt: becomes(null),
  },
  closeVacancy: { status: becomes(VacancyStatus.CLOSED), closedAt: anything },
  deleteVacancy: { status: becomes(VacancyStatus.DELETED), closedAt: anything },
  restoreVacancy: {
    status: becomes(VacancyStatus.CLOSED, VacancyStatus.ACTIVE),
    publishedAt: anything,
    expiresAt: anything,
    closedAt: anything,
  },
};

/**
 * The field that a change is made for, where others follow from it. Once it is told, they are told: what else becomes of them later is somebody
 * else's doing.
 */
const MAIN_FIELD: { readonly [Kind in ChangeKind]?: string } = {
  reopenJob: "status",
  closeJob: "status",
  createOpenings: "openings",
  closeOpening: "openings",
  reopenOpening: "openings",
  deleteOpenings: "openings",
  prolongateVacancy: "expiresAt",
  closeVacancy: "status",
  deleteVacancy: "status",
  restoreVacancy: "status",
};

const UP: readonly unknown[] = [JobStatus.OPEN, VacancyStatus.PENDING, VacancyStatus.ACTIVE];
const DOWN: readonly unknown[] = [JobStatus.CLOSED, VacancyStatus.CLOSED, VacancyStatus.DELETED, VacancyStatus.REJECTED];

/** Whether a job of this status counts as open, or a vacancy as advertised. */
export function isUp(status: unknown): boolean {
  return UP.includes(status);
}

const APPEARS_BY: ReadonlySet<string> = new Set<ChangeKind>(["publishVacancy", "restoreVacancy"]);
const DISAPPEARS_BY: ReadonlySet<string> = new Set<ChangeKind>(["deleteVacancy", "reassignVacancy"]);

/** An operation as the explanation of what a reading found. */
export class Explanation {
  readonly operation: ExplainingOperation;
  /**
   * While nobody knows whether it was made, nobody is told by whose hand its fields changed. What a reading found that began before it was settled
   * may be the half of it.
   */
  readonly isInDoubt: boolean;
  readonly #kind: ChangeKind | undefined;
  readonly #input: never;
  readonly #result: ChangeResult;
  /** When the record expired before the operation, as far as its check has noted that. */
  readonly #expiredBefore: unknown;

  /** @param beganAt of the reading, in epoch milliseconds */
  constructor(operation: ExplainingOperation, beganAt: number) {
    this.operation = operation;
    const { outcome, settled_at } = operation;
    this.isInDoubt = outcome === "UNCERTAIN" || (settled_at !== null && Date.parse(settled_at) > beganAt);
    this.#kind = changeKindOf(operation.kind);
    this.#input = JSON.parse(operation.input) as never;
    this.#result = JSON.parse(operation.result) as ChangeResult;
    this.#expiredBefore =
      operation.evidence === null ? null : (JSON.parse(operation.evidence) as { expiresAt?: unknown } | null)?.expiresAt;
  }

  /** Whether it may change the field at all. */
  concerns(field: string): boolean {
    if (this.#kind === undefined) return false;
    if (field === "openings") return this.seats.least !== 0 || this.seats.most !== 0 || this.#makesSeats;
    const effect = EFFECTS[this.#kind][field];
    if (effect === undefined) return false;
    return this.#kind !== "updateVacancy" || field in (this.#input as object) || field === "area" || field === "expiresAt";
  }

  /** Whether what is known of the record shows already what the operation did: a prolongation has no value of its own that it could be told by. */
  isShownIn({ expiresAt }: Facts): boolean {
    return this.#kind === "prolongateVacancy" && momentOf(expiresAt) > momentOf(this.#expiredBefore);
  }

  /** @see MAIN_FIELD */
  get mainField(): string | undefined {
    return this.#kind && MAIN_FIELD[this.#kind];
  }

  explains(field: string, found: Found): boolean {
    const effect = this.#kind && EFFECTS[this.#kind][field];
    return effect?.(found, this.#input) ?? false;
  }

  /** Whether it may make the record one that counts as open, or advertised, and whether one that does not. */
  sidesOf(facts: Facts): { up: boolean; down: boolean } {
    const makes = (after: unknown) => this.explains("status", { before: undefined, after, facts });
    return { up: UP.some(makes), down: this.makesDisappear || DOWN.some(makes) };
  }

  /** How many open seats more there are by it, at the least and at the most. */
  get seats(): { least: number; most: number } {
    switch (this.#kind) {
      case "createOpenings":
        return both(this.#result.openingIds?.length ?? 0);
      case "closeOpening":
        return both(-1);
      case "reopenOpening":
        return both(1);
      case "deleteOpenings":
        // Closed ones may have been among them.
        return { least: -(this.#result.deletedIds?.length ?? 0), most: 0 };
      case "closeJob":
        return { least: Number.NEGATIVE_INFINITY, most: 0 };
      default:
        return both(0);
    }
  }

  get #makesSeats(): boolean {
    return this.#kind === "createOpenings" || this.#kind === "deleteOpenings";
  }

  get makesAppear(): boolean {
    return APPEARS_BY.has(this.#kind ?? "");
  }

  get makesDisappear(): boolean {
    return DISAPPEARS_BY.has(this.#kind ?? "");
  }

  /** Whether a record that appears may be the one that it makes. */
  mayHaveMade(facts: Facts): boolean {
    const { name, code } = this.#input as { name?: string; code?: string | null };
    return this.#kind === "publishVacancy" && (name === undefined || isSame(facts.name, name)) && (!code || isSame(facts.code, code));
  }
}

function both(seats: number): { least: number; most: number } {
  return { least: seats, most: seats };
}

/** Vendors keep seconds, some of them milliseconds. */
function isSameMoment(one: unknown, other: unknown): boolean {
  return Math.abs(momentOf(one) - momentOf(other)) < 1_000;
}

function momentOf(value: unknown): number {
  return typeof value === "string" ? Date.parse(value) : Number.NaN;
}
