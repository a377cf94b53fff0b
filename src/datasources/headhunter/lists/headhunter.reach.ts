import type { Clock } from "../../../clock.js";
import { isReadable, isUnreadable } from "../../../http/checks/record-check.js";
import { askingAnew } from "../../../http/scope.js";
import { VendorError, withChanges } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import { brokenList, MOST_PAGES } from "../../contract/lists/page-walk.js";
import { nameVariables } from "../../contract/variables.js";
import type { HeadHunterAccount } from "../headhunter.account.js";
import type { HeadHunterClient, ReadScope } from "../headhunter.client.js";
import { MANAGERS_KEPT_MS, MANAGERS_PER_PAGE } from "../headhunter.policy.js";
import type { VacancyScope } from "../headhunter.settings.js";
import type { ListName } from "../headhunter.wire.js";

export interface ReachOptions {
  source: Source;
  client: HeadHunterClient;
  account: HeadHunterAccount;
  clock: Clock;
  /** HEADHUNTER_SCOPE. */
  scope: VacancyScope;
}

/** How the vacancies of a state are listed. */
export interface Listing {
  /** The parameter of one list of them all; undefined where HeadHunter has no such list. */
  together: [string, string] | undefined;
  /** The managers whose lists make up the same, by ascending id. */
  managers: readonly string[];
  /** Managers whose vacancies HeadHunter does not show. */
  missing: readonly VendorError[];
}

/** The employer's managers, by whether their vacancies may be seen. */
interface Directory {
  readAt: number;
  seen: readonly string[];
  unseen: ReadonlySet<string>;
  /** Managers without a readable id; or why there is no directory. */
  missing: readonly VendorError[];
  isKnown: boolean;
}

/**
 * Whose vacancies this server covers. HeadHunter lists the active ones of several managers together (`all_accessible`, `manager_ids`), and those
 * of the archive and the bin for one manager at a time. Shared by all requests of the process: the managers, and which lists are refused.
 */
export class VacancyReach {
  readonly #options: ReachOptions;
  #directory: Directory | undefined;
  /** By list and manager. A refusal is believed for a while, and told until the list is shown. */
  readonly #refused = new Map<string, { error: VendorError; at: number }>();
  #togetherRefusedAt: number | undefined;

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  async listing(list: ListName, scope: ReadScope): Promise<Listing> {
    const { account, scope: wanted } = this.#options;
    if (wanted.kind === "accessible" && list === "active") return { together: ["all_accessible", "true"], managers: [], missing: [] };
    const { managerId } = await account.ids(scope);
    if (wanted.kind === "own") return { together: ["manager_id", managerId], managers: [managerId], missing: [] };
    const directory = await this.#managers(scope);
    const { ids, missing } =
      wanted.kind === "accessible" ? accessible(directory, managerId) : this.#named(wanted.ids, directory, managerId);
    // A manager who left the employer has no active vacancies, but may have an archive.
    const asked = list === "active" ? ids.filter((id) => !directory.isKnown || id === managerId || directory.seen.includes(id)) : ids;
    const refused = asked.flatMap((id) => this.#refusalOf(list, id) ?? []);
    const managers = asked.filter((id) => this.#refusalOf(list, id) === undefined).sort(byId);
    const isTogether = list === "active" && managers.length > 0 && !this.#isRecent(this.#togetherRefusedAt);
    const [only] = managers;
    const together: [string, string] = managers.length === 1 ? ["manager_id", only ?? ""] : ["manager_ids", managers.join(",")];
    return { together: isTogether ? together : undefined, managers, missing: [...missing, ...refused] };
  }

  /** Notes that HeadHunter does not show a manager's list. Returns what clients are told. */
  refuse(list: ListName, managerId: string, error: VendorError): VendorError {
    const told = this.#notShown(managerId, error, `${IN_WORDS[list]} of manager ${managerId}`);
    this.#refused.set(keyOf(list, managerId), { error: told, at: this.#options.clock.now() });
    return told;
  }

  /** Notes that HeadHunter shows a manager's list. */
  show(list: ListName, managerId: string): void {
    this.#refused.delete(keyOf(list, managerId));
  }

  /** Notes that HeadHunter does not list these managers together. */
  refuseTogether(): void {
    this.#togetherRefusedAt = this.#options.clock.now();
  }

  /** @see VendorConnection.reach */
  get name(): string | undefined {
    const { scope } = this.#options;
    if (scope.kind === "own") return undefined;
    return scope.kind === "accessible" ? scope.kind : `managers:${[...scope.ids].sort(byId).join(",")}`;
  }

  /** A sentence for people; undefined where all that the manager may see is covered. */
  get coverage(): string | undefined {
    const { scope, account } = this.#options;
    const gaps = this.#gaps();
    const without = gaps.length === 0 ? "" : `, without ${listed(gaps)}, which HeadHunter does not show`;
    if (scope.kind === "accessible") return without === "" ? undefined : `All vacancies that the manager may see${without}.`;
    if (scope.kind === "own") {
      const known = account.knownManagerId;
      return known === undefined ? "The vacancies of one manager, whose token it is." : `The vacancies of one manager, ${known}.`;
    }
    return `The vacancies of ${scope.ids.length === 1 ? "manager" : "the managers"} ${listed(scope.ids)}${without}.`;
  }

  /** What is known to be left out, in words. */
  #gaps(): string[] {
    const { scope } = this.#options;
    const directory = this.#directory;
    const named = scope.kind === "managers" ? scope.ids.filter((id) => directory?.isKnown && directory.unseen.has(id)) : [];
    const lists = new Map<string, string[]>();
    for (const key of this.#refused.keys()) {
      const [list, managerId] = key.split(":") as [ListName, string];
      // Who has left the employer is no gap any more.
      const hasLeft = scope.kind === "accessible" && directory?.isKnown === true && !directory.seen.includes(managerId);
      if (!named.includes(managerId) && !hasLeft) lists.set(managerId, [...(lists.get(managerId) ?? []), IN_WORDS[list]]);
    }
    const ofDirectory = scope.kind === "accessible" && directory?.isKnown === false ? ["the archives of other managers"] : [];
    return [
      ...ofDirectory,
      ...named.map((id) => `those of ${id}`),
      ...[...lists].sort(([one], [other]) => byId(one, other)).map(([id, words]) => `${listed(words)} of ${id}`),
    ];
  }

  /** The managers that the setting names, but for those whose vacancies are known not to be shown. */
  #named(wanted: readonly string[], { isKnown, seen, unseen }: Directory, own: string) {
    const shut = isKnown ? wanted.filter((id) => id !== own && unseen.has(id)) : [];
    const unknown = isKnown ? wanted.filter((id) => id !== own && !unseen.has(id) && !seen.includes(id)) : [];
    const { source } = this.#options;
    const missing = [
      ...shut.map((id) => {
        const message = `HeadHunter shows this manager no vacancies of manager ${id}, so they are missing here. ${REMEDY}`;
        return new VendorError({ ...source, code: "ACCESS_DENIED", sent: "yes", message: nameVariables(source, message) });
      }),
      ...unknown.map((id) => {
        const message = `HeadHunter lists no manager ${id} of this employer, so vacancies of that manager may be missing here. Correct HEADHUNTER_SCOPE.`;
        return new VendorError({ ...source, code: "NOT_FOUND", sent: "yes", message: nameVariables(source, message) });
      }),
    ];
    return { ids: wanted.filter((id) => !shut.includes(id)), missing };
  }

  #refusalOf(list: ListName, managerId: string): VendorError | undefined {
    const refusal = this.#refused.get(keyOf(list, managerId));
    return this.#isRecent(refusal?.at) ? refusal?.error : undefined;
  }

  #isRecent(at: number | undefined): boolean {
    return at !== undefined && this.#options.clock.now() - at < MANAGERS_KEPT_MS;
  }

  async #managers(scope: ReadScope): Promise<Directory> {
    if (this.#directory !== undefined && this.#isRecent(this.#directory.readAt)) return this.#directory;
    const readAt = this.#options.clock.now();
    try {
      const managers = await this.#readManagers(askingAnew(scope));
      const readable = managers.filter(isReadable);
      const [unseen, seen] = [true, false].map((isUnseen) =>
        readable.filter(({ vacancies_count }) => (vacancies_count === null) === isUnseen).map(({ id }) => String(id)),
      ) as [string[], string[]];
      this.#directory = { readAt, seen, unseen: new Set(unseen), missing: managers.filter(isUnreadable).filter(leavesOut), isKnown: true };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const told = this.#notShown(undefined, error, "the employer's managers, and so the archives and bins of others");
      this.#directory = { readAt, seen: [], unseen: new Set(), missing: [told], isKnown: false };
    }
    return this.#directory;
  }

  async #readManagers(scope: ReadScope) {
    const { source, client, account } = this.#options;
    const { employerId } = await account.ids(scope);
    const first = await client.listManagers(employerId, 0, scope);
    const pages = Math.ceil(first.found / MANAGERS_PER_PAGE);
    const route = "GET /employers/{id}/managers";
    if (pages > MOST_PAGES) throw brokenList(source, route, `counts ${first.found} managers`);
    const rest = await Promise.all(
      Array.from({ length: Math.max(0, pages - 1) }, (_, at) => client.listManagers(employerId, at + 1, scope)),
    );
    const read = [first, ...rest];
    if (read.some(({ items }, page) => items.length === 0 && page < pages))
      throw brokenList(source, route, "counts managers that it does not show");
    return read.flatMap(({ items }) => items);
  }

  #notShown(managerId: string | undefined, error: VendorError, what: string): VendorError {
    const remedy = managerId === undefined ? "" : ` ${nameVariables(this.#options.source, REMEDY)}`;
    return withChanges(error, { message: `HeadHunter does not show ${what}, so they are missing here.${remedy} ${error.message}` });
  }
}

const REMEDY = "Grant the right in HeadHunter's cabinet, or leave the manager out of HEADHUNTER_SCOPE.";

const IN_WORDS: Record<ListName, string> = { active: "the active vacancies", archived: "the archive", hidden: "the bin" };

/** Whether HeadHunter will not give a list to these credentials, whenever it is asked, while it may give others. */
export function isRefusal(error: unknown): error is VendorError {
  if (!(error instanceof VendorError) || error.retryable) return false;
  // Of arguments, only the managers: another one would be refused with every list.
  return ["ACCESS_DENIED", "NOT_FOUND"].includes(error.code) || (error.code === "REJECTED" && /^manager/.test(error.vendorCode ?? ""));
}

/** Managers whose vacancies may be seen, the token's own among them. */
function accessible({ seen, missing }: Directory, own: string) {
  return { ids: [...new Set([own, ...seen])], missing };
}

function leavesOut({ isShown }: { isShown: boolean }): boolean {
  return !isShown;
}

/** Ascending, as numbers. */
export function byId(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

function keyOf(list: ListName, managerId: string): string {
  return `${list}:${managerId}`;
}

/** `321, 322 and 323`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
