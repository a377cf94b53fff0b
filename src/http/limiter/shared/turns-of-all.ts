import type { Budget } from "../budget.js";
import type { WantedPermits } from "../schedule.js";

/** Servers that take their turns together: who is next is not for one of them to say. */
export interface TurnsOfAll {
  /** False while this server gives its own turns, from its share. */
  readonly isOn: boolean;
  /** Whether the budgets tell when turns come. */
  readonly isForeseen: boolean;
  /** Whether the servers hold this budget together. */
  holds(budget: Budget): boolean;
  /** What waits here has changed. */
  changed(): void;
  /** A request has taken its permits. */
  taken(wanted: WantedPermits): void;
}
