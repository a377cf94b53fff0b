import type { BudgetObservation, BudgetPolicy } from "../../policy.js";
import type { BudgetOfAll, HeldByAll } from "../budget.js";
import type { DayCalls } from "./day-count.js";

/** Requests that want permits of the same budgets on the same terms. */
export interface KindOfRequests {
  /** Names of budgets. */
  budgets: readonly string[];
  background?: number;
}

/** A permit of each budget of a kind, `count` times. */
export interface HeldPermits {
  kind: KindOfRequests;
  count: number;
}

/** The requests of one kind that wait at a server on behalf of one subject. */
export interface LaneOfServer extends HeldPermits {
  subject: string | symbol;
  /** How many requests wait in it. */
  size: number;
}

/** The vendor's word about a budget, or that nothing of it starts before a moment. */
export interface LessonOfBudget extends BudgetObservation {
  /** Its name. */
  budget: string;
  blockedUntil?: number;
}

/** What a server tells the others, and asks for, in one step. */
export interface Round {
  /** The moment of which it tells, by the clock of this server, as are all moments below. */
  now: number;
  /** The servers that hold a lease; undefined where that is not known at present. */
  servers: readonly string[] | undefined;
  /** Permits of requests that have ended; `unsent`: the vendor never had it. */
  ended: readonly { id: number; unsent: boolean }[];
  lessons: readonly LessonOfBudget[];
  /** In the order of their turns. */
  lanes: readonly LaneOfServer[];
  /** The id of the first permit that is granted; the next ones follow. */
  firstId: number;
}

/** What was decided. */
export interface Decision {
  /** For each turn that was granted, in order, the index of its lane. */
  granted: readonly number[];
  /** By name; those of which nothing is held may be missing. */
  budgets: ReadonlyMap<string, BudgetOfAll>;
  /** When it is worth asking again, if nobody says so before; undefined where nobody waits. */
  turnAt: number | undefined;
}

/** All that a server holds, told when it comes to the others, or back to them. */
export interface Greeting {
  now: number;
  servers: readonly string[] | undefined;
  inFlight: readonly (HeldPermits & { id: number })[];
  /** Of answered requests that may still be in the vendor's window. */
  past: readonly (HeldPermits & { endedAt: number })[];
}

/** A place where servers decide together about the budgets of one limiter, one step after the other. */
export interface Rounds {
  /** @throws where the place cannot be reached */
  reach(): Promise<void>;
  /**
   * Tells what this server holds. What it was granted before and does not tell is free again.
   *
   * @throws where the others may or may not have heard it
   */
  greet(greeting: Greeting): Promise<void>;
  /**
   * Resolves with "unknown" where this server has to greet first.
   *
   * @throws where it may or may not have been decided
   */
  hold(round: Round): Promise<Decision | "unknown">;
  /** Tells that this server takes no turns any more. What it has not told to have ended stays in flight for as long as it may. */
  leave(ended: Round["ended"]): Promise<void>;
  /** Calls back when there is a reason to ask: a turn may have come for this server, or the place is out of reach. Returns the way to stop it. */
  onTurn(listener: () => void): () => void;
}

/** The servers that hold a lease, as this one last read them. */
export interface Membership {
  /** Undefined where they were not read within so many milliseconds, or this server was not among them. */
  servers(withinMs: number): readonly string[] | undefined;
  /** The largest number of servers that was read within so many milliseconds. */
  most(withinMs: number): number;
  /** This server's place among them by name, from 0. */
  readonly rank: number;
  /** Since when this server has been among them without a gap; undefined where it is not. */
  readonly since: number | undefined;
  /** When a server last came or went, as far as this one knows. */
  readonly changedAt: number;
  /** By the clock that all servers read, or undefined where that is not known. */
  commonNow(): number | undefined;
}

/** How the budgets of one limiter are held together with other servers. */
export interface Sharing {
  membership: Membership;
  /** The longest time that a request may be in flight after its server has died: the time of one attempt. */
  longestMs: number;
  rounds(policies: readonly BudgetPolicy[]): Rounds;
  /** Where budgets of a day are counted. */
  dayCalls: DayCalls;
  onError: (error: unknown, what: string) => void;
}

/** A round that was not decided within this time is lost. */
export const DECIDED_WITHIN_MS = 2_000;
/** A server that was not heard of for so long is taken to be cut off, and its share is left alone. */
export const CUT_OFF_AFTER_MS = 5_000;
/** The lanes of a server that was not heard of for so long lapse. */
export const LANES_LAPSE_MS = 4_000;
/** A server says that it is there at least this often. */
export const HEARD_EVERY_MS = 1_000;

export const NOTHING_HELD: HeldByAll = { inFlight: 0, releases: [] };
