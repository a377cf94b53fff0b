import { type EnvReader, MAX_TIMER_MS } from "../../config/config.js";
import type { Classifier } from "../../http/classify.js";
import { createHttpEngine } from "../../http/engine.js";
import type { Send } from "../../http/request.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { defineVendor, statusOf, type VendorDeps } from "../contract/vendor-module.js";
import { linkedInChanges } from "./changes/linkedin.changes.js";
import { LinkedInLookups } from "./changes/linkedin.lookups.js";
import { LinkedInClient } from "./linkedin.client.js";
import { LinkedInDatasource } from "./linkedin.datasource.js";
import { classifyLinkedIn, isVersionRefused, saysNoPlainly } from "./linkedin.errors.js";
import "./linkedin.input.js";
import { DAY_MS, linkedInPolicy, linkedInVerify, paidVerify, tokenPolicy } from "./linkedin.policy.js";
import { LinkedInPostings } from "./linkedin.postings.js";
import { createRecordLimiter } from "./linkedin.records.js";
import { classifyToken, LinkedInToken } from "./linkedin.token.js";
import { apiOf, isVersion, routesOf, UNVERSIONED, versionEndOf } from "./linkedin.version.js";
import { linkedInReceiver, linkedInWebhooks } from "./linkedin.webhooks.js";
import { keptPostings } from "./store/linkedin.kept-postings.js";
import { PostingRepository } from "./store/linkedin.posting.repository.js";
import { postingTables } from "./store/linkedin.tables.js";

export interface LinkedInSettings {
  clientId: string;
  clientSecret: string;
  organizationId: string | undefined;
  contractId: string | undefined;
  posterEmail: string | undefined;
  /** `YYYYMM` or `YYYYMM.NN`; undefined for `/v2`. */
  version: string | undefined;
  baseUrl: string;
  tokenUrl: string;
}

/** @see `docs/configuration.md` */
export interface LinkedInOptions {
  /** `TASK_POLL_MS`: milliseconds from sending to the first read of the task. */
  taskPollMs: number;
}

/** LinkedIn Talent, Job Posting API (simpleJobPostings), which writes postings and cannot read them. */
export const linkedin = defineVendor<LinkedInSettings, LinkedInOptions>({
  vendor: Vendor.LINKEDIN,
  slug: "linkedin",
  prefix: "LINKEDIN",
  tables: postingTables,
  sharesTokens: () => true,
  keptPostings,
  webhooks: linkedInWebhooks,

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
      posterEmail: readPosterEmail(env, isSet),
      version: readVersion(env),
      baseUrl: env.url("LINKEDIN_BASE_URL", "https://api.linkedin.com"),
      tokenUrl: env.url("LINKEDIN_TOKEN_URL", "https://www.linkedin.com/oauth/v2/accessToken"),
    };
    return isSet ? settings : undefined;
  },

  readOptions: (env) => ({ taskPollMs: env.integer("TASK_POLL_MS", { default: 300_000, min: 1, max: MAX_TIMER_MS }) }),

  connect(settings, deps, { taskPollMs }) {
    const { source, clock, secrets, upstreamTimeoutMs, answers, sharing, onResult, onSpared, onPermit, onError } = deps;
    const api = apiOf(settings.version);
    const routes = routesOf(api);
    const classify = tellingOnce(classifyLinkedIn, onError);
    const tokenUrl = new URL(settings.tokenUrl);
    const tokenEngine = createHttpEngine({
      policy: tokenPolicy(source, tokenUrl.origin),
      classify: classifyToken,
      clock,
      secrets,
      mints: true,
      upstreamTimeoutMs,
      onResult,
      onPermit,
    });
    const engine = createHttpEngine({
      policy: linkedInPolicy(source, settings.baseUrl, { ...routes, statuses: [routes.statuses, routesOf(UNVERSIONED).statuses] }),
      authorizer: new LinkedInToken(
        tokenEngine.send,
        { ...settings, path: tokenUrl.pathname },
        clock,
        deps.sharedToken?.([settings.tokenUrl, settings.clientId, settings.clientSecret]),
      ),
      classify,
      speaksPlainly: saysNoPlainly,
      clock,
      secrets,
      upstreamTimeoutMs,
      answers,
      sharing,
      onResult,
      onSpared,
      onPermit,
    });
    const records = createRecordLimiter({ source, clock, sharing, onPermit });
    const write = records.layer(engine.send);
    const send: Send = (request, scope) => (request.route === routes.write ? write(request, scope) : engine.send(request, scope));

    const client = new LinkedInClient(source, send, api);
    const lookups = new LinkedInLookups(client, clock);
    // LinkedIn identifies a posting within the application that sent it, and so does the store.
    const repository = new PostingRepository(deps.database, source, settings.clientId);
    const postings = new LinkedInPostings(source, repository, lookups, clock, answers);
    const { organizationId, contractId, posterEmail } = settings;
    const defaults = { organizationId, contractId, posterEmail };
    const verifyPolicies = { usual: linkedInVerify(taskPollMs), paid: paidVerify(taskPollMs) };
    return {
      source,
      datasource: (scope) => new LinkedInDatasource(source, postings, scope),
      changes: linkedInChanges({ source, client, postings, lookups, clock, defaults, api, verifyPolicies }),
      ...(deps.hooks && { webhooks: linkedInReceiver({ source, clientSecret: settings.clientSecret, postings: repository }) }),
      status: () => ({ ...statusOf(engine), budgets: [...engine.budgets(), ...records.budgets()] }),
      close: async () => {
        records.close();
        await Promise.all([engine.close(), tokenEngine.close()]);
        await records.leave();
      },
    };
  },
});

/** An address that no posting could name is a fault; without any, LinkedIn may refuse every posting. */
function readPosterEmail(env: EnvReader, isSet: boolean): string | undefined {
  const email = env.string("LINKEDIN_POSTER_EMAIL");
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))
    env.fault("LINKEDIN_POSTER_EMAIL", "expected an address such as name@example.com");
  if (email === undefined && isSet)
    env.warn(
      "LINKEDIN_POSTER_EMAIL",
      "is not set, and LinkedIn asks for the poster's e-mail on every posting: set it to the e-mail of someone with a seat in the hiring " +
        "contract, or give linkedin.posterEmail with each posting",
    );
  return email;
}

const WARN_BEFORE_END_MS = 90 * DAY_MS;

function readVersion(env: EnvReader): string | undefined {
  const version = env.string("LINKEDIN_VERSION");
  if (version === undefined) return undefined;
  if (!isVersion(version)) {
    env.fault("LINKEDIN_VERSION", "expected a version of LinkedIn's API as YYYYMM or YYYYMM.NN, such as 202603; unset it for /v2");
    return undefined;
  }
  const end = versionEndOf(version);
  const day = new Date(end).toISOString().slice(0, 10);
  if (end <= env.now()) env.warn("LINKEDIN_VERSION", `LinkedIn may have ended version ${version} on ${day}: set a newer one`);
  else if (end - env.now() <= WARN_BEFORE_END_MS)
    env.warn("LINKEDIN_VERSION", `LinkedIn may end version ${version} from ${day} on: set a newer one before`);
  return version;
}

/** Logs a refused version once: until the operator sets another one, nothing works, and no caller may be there to be told. */
function tellingOnce(classify: Classifier, onError: VendorDeps["onError"]): Classifier {
  let told = false;
  return (response, request, upstream) => {
    const error = classify(response, request, upstream);
    if (error !== undefined && !told && isVersionRefused(response)) {
      told = true;
      onError(error, "LinkedIn refuses the version of its API: set LINKEDIN_VERSION");
    }
    return error;
  };
}
