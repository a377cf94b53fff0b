import { MAX_TIMER_MS } from "../../config/config.js";
import { createHttpEngine } from "../../http/engine.js";
import type { Send } from "../../http/request.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { defineVendor, statusOf } from "../contract/vendor-module.js";
import { linkedInChanges } from "./changes/linkedin.changes.js";
import { LinkedInLookups } from "./changes/linkedin.lookups.js";
import { LinkedInClient } from "./linkedin.client.js";
import { LinkedInDatasource } from "./linkedin.datasource.js";
import { classifyLinkedIn, saysNoPlainly } from "./linkedin.errors.js";
import "./linkedin.input.js";
import { linkedInPolicy, linkedInVerify, ROUTES, tokenPolicy } from "./linkedin.policy.js";
import { LinkedInPostings } from "./linkedin.postings.js";
import { createRecordLimiter } from "./linkedin.records.js";
import { classifyToken, LinkedInToken } from "./linkedin.token.js";
import { PostingRepository } from "./store/linkedin.posting.repository.js";
import { postingTables } from "./store/linkedin.tables.js";

export interface LinkedInSettings {
  clientId: string;
  clientSecret: string;
  organizationId: string | undefined;
  contractId: string | undefined;
  baseUrl: string;
  tokenUrl: string;
}

/** @see `docs/configuration.md` */
export interface LinkedInOptions {
  /** `TASK_POLL_MS`: milliseconds from sending to the first read of the task. */
  taskPollMs: number;
}

/** LinkedIn Talent, Job Posting API (simpleJobPostings, unversioned), which writes postings and cannot read them. */
export const linkedin = defineVendor<LinkedInSettings, LinkedInOptions>({
  vendor: Vendor.LINKEDIN,
  slug: "linkedin",
  prefix: "LINKEDIN",
  tables: postingTables,

  read(env) {
    const clientId = env.string("LINKEDIN_CLIENT_ID");
    const clientSecret = env.secret("LINKEDIN_CLIENT_SECRET");
    const isSet = clientId !== undefined || clientSecret !== undefined;
    if (isSet && clientId === undefined) env.fault("LINKEDIN_CLIENT_ID", "is required where LINKEDIN_CLIENT_SECRET is set");
    if (isSet && clientSecret === undefined) env.fault("LINKEDIN_CLIENT_SECRET", "is required where LINKEDIN_CLIENT_ID is set");
    const numeric = (name: string, what: string) => {
      const id = env.string(name);
      if (id !== undefined && !/^\d+$/.test(id)) env.fault(name, `expected the numeric id of ${what}, without urn:li:…`);
      return id;
    };
    const settings = {
      clientId: clientId ?? "",
      clientSecret: clientSecret ?? "",
      organizationId: numeric("LINKEDIN_ORGANIZATION_ID", "an organization"),
      contractId: numeric("LINKEDIN_CONTRACT_ID", "a hiring contract"),
      baseUrl: env.url("LINKEDIN_BASE_URL", "https://api.linkedin.com"),
      tokenUrl: env.url("LINKEDIN_TOKEN_URL", "https://www.linkedin.com/oauth/v2/accessToken"),
    };
    return isSet ? settings : undefined;
  },

  readOptions: (env) => ({ taskPollMs: env.integer("TASK_POLL_MS", { default: 300_000, min: 1, max: MAX_TIMER_MS }) }),

  connect(settings, deps, { taskPollMs }) {
    const { source, clock, secrets, upstreamTimeoutMs, onResult } = deps;
    const tokenUrl = new URL(settings.tokenUrl);
    const tokenEngine = createHttpEngine({
      policy: tokenPolicy(source, tokenUrl.origin),
      classify: classifyToken,
      clock,
      secrets,
      mints: true,
      upstreamTimeoutMs,
      onResult,
    });
    const engine = createHttpEngine({
      policy: linkedInPolicy(source, settings.baseUrl),
      authorizer: new LinkedInToken(tokenEngine.send, { ...settings, path: tokenUrl.pathname }, clock),
      classify: classifyLinkedIn,
      speaksPlainly: saysNoPlainly,
      clock,
      secrets,
      upstreamTimeoutMs,
      onResult,
    });
    const records = createRecordLimiter(source, clock);
    const write = records.layer(engine.send);
    const send: Send = (request, scope) => (request.route === ROUTES.write ? write(request, scope) : engine.send(request, scope));

    const client = new LinkedInClient(source, send);
    const lookups = new LinkedInLookups(client, clock);
    // LinkedIn identifies a posting within the application that sent it, and so does the store.
    const repository = new PostingRepository(deps.database, source, settings.clientId);
    const postings = new LinkedInPostings(source, repository, lookups, clock);
    const verifyPolicy = linkedInVerify(taskPollMs);
    const { organizationId, contractId } = settings;
    return {
      source,
      datasource: (scope) => new LinkedInDatasource(source, postings, scope),
      changes: linkedInChanges({ source, client, postings, lookups, clock, organizationId, contractId, verifyPolicy }),
      status: () => ({ ...statusOf(engine), budgets: [...engine.budgets(), ...records.budgets()] }),
      close: async () => {
        records.close();
        await Promise.all([engine.close(), tokenEngine.close()]);
      },
    };
  },
});
