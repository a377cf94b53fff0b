import type { Clock } from "../../../clock.js";
import { UnreadableRecord } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import { allPages } from "../../contract/lists/token-list.js";
import { OptionalCall } from "../feishu.optional-call.js";
import type { HireClient } from "./hire.client.js";
import { HIRE_ROUTES } from "./hire.policy.js";

/** Requests at the most: a page has ten posts, and no list filters them by job. */
const MOST_REQUESTS = 20;
/** A reopening does not wait longer for what is only told beside it. */
const LONGEST_MS = 5_000;

const NOT_SHOWN =
  "The job is open, but none of the tenant's websites in Feishu Hire shows a post of it: publish it there again, since reopening a job does not.";

export interface HirePostsOptions {
  source: Source;
  client: HireClient;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/** What the tenant's websites show of a job. Closing takes posts down, and no page says that reopening puts them back. */
export class HirePosts {
  readonly #options: HirePostsOptions;
  /** Each needs a scope of its own. */
  readonly #websites: OptionalCall;
  readonly #posts: OptionalCall;

  constructor(options: HirePostsOptions) {
    this.#options = options;
    this.#websites = new OptionalCall(options.clock);
    this.#posts = new OptionalCall(options.clock);
  }

  /** What people should know of a job that was reopened. Nothing where it cannot be known; never fails, since the job is open all the same. */
  async noticesOf(jobId: string, scope: CallScope): Promise<string[]> {
    try {
      return (await this.#isShown(jobId, scope)) === false ? [NOT_SHOWN] : [];
    } catch (error) {
      if (!(error instanceof VendorError)) this.#options.onError(error, "looking for the posts of a job that was reopened");
      return [];
    }
  }

  /** Undefined where it cannot be known: the app may not read posts, there are too many, one cannot be read, or there is no website. */
  async #isShown(jobId: string, { callers, signal, deadlineAt, cost, log }: CallScope): Promise<boolean | undefined> {
    const { source, client, clock } = this.#options;
    const scope = { callers, signal, cost, log, deadlineAt: Math.min(deadlineAt ?? Number.POSITIVE_INFINITY, clock.now() + LONGEST_MS) };
    let left = MOST_REQUESTS;
    let isWhole = true;
    const page = async <Answer extends object>(right: OptionalCall, fetch: () => Promise<Answer>) => {
      left -= 1;
      const answer = left < 0 ? undefined : await right.attempt(fetch);
      if (answer !== undefined) return answer;
      isWhole = false;
      return { items: [] };
    };
    const websites: string[] = [];
    const ofSites = (token?: string) => page(this.#websites, () => client.listWebsites(token, scope));
    for await (const { items } of allPages({ source, route: HIRE_ROUTES.websites, fetch: ofSites })) {
      if (items.some((item) => item instanceof UnreadableRecord)) isWhole = false;
      websites.push(...items.flatMap((item) => (item instanceof UnreadableRecord ? [] : String(item.id))));
    }
    for (const website of websites) {
      const ofPosts = (token?: string) => page(this.#posts, () => client.listJobPosts(website, token, scope));
      for await (const { items } of allPages({ source, route: HIRE_ROUTES.posts, fetch: ofPosts })) {
        if (items.some((item) => item instanceof UnreadableRecord)) isWhole = false;
        if (items.some((item) => !(item instanceof UnreadableRecord) && String(item.job_id) === jobId && item.job_active_status !== CLOSED))
          return true;
      }
      if (!isWhole) return undefined;
    }
    return isWhole && websites.length > 0 ? false : undefined;
  }
}

/** `job_active_status`. */
const CLOSED = 2;
