import { createHttpEngine, type EngineFailure } from "../../http/engine.js";
import type { Send } from "../../http/request.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { CredentialRepository } from "../../store/credential.repository.js";
import { defineVendor, statusOf, type VendorConnection, type VendorDeps } from "../contract/vendor-module.js";
import { headHunterChanges } from "./changes/headhunter.changes.js";
import { HeadHunterAccount } from "./headhunter.account.js";
import { HeadHunterClient } from "./headhunter.client.js";
import { HeadHunterDatasource, type HeadHunterParts } from "./headhunter.datasource.js";
import { classifyHeadHunter } from "./headhunter.errors.js";
import { type AccountCheckOptions, ManagerAccountCheck, withSettings } from "./headhunter.every-call.js";
import "./headhunter.input.js";
import { headHunterPolicy, tokenPolicy } from "./headhunter.policy.js";
import { type HeadHunterSettings, readSettings } from "./headhunter.settings.js";
import { HeadHunterTokens } from "./headhunter.tokens.js";
import { VacancyReach } from "./lists/headhunter.reach.js";
import { VacancyFiguresRepository } from "./statistics/headhunter.figures.repository.js";
import { figureTables } from "./statistics/headhunter.figures.tables.js";
import { HeadHunterStatistics } from "./statistics/headhunter.statistics.js";
import { StatsRecorder } from "./statistics/headhunter.stats-recorder.js";
import { headHunterReceiver } from "./webhooks/headhunter.receiver.js";
import { SubscriptionKeeper } from "./webhooks/headhunter.subscription.js";
import { SubscriptionRepository } from "./webhooks/headhunter.subscription.repository.js";
import { subscriptionTables } from "./webhooks/headhunter.subscription.tables.js";

const WHOLE_SWEEP_EVERY_MS = 6 * 60 * 60_000;

/** @see `docs/configuration.md` */
export interface HeadHunterOptions {
  /** `STATS_RECORDING`: whether statistics are read and stored once a day. */
  statsRecording: boolean;
}

/** HeadHunter, the employer's side of api.hh.ru (https://github.com/hhru/api): vacancies from their publication to the bin. */
export const headhunter = defineVendor<HeadHunterSettings, HeadHunterOptions>({
  vendor: Vendor.HEADHUNTER,
  slug: "headhunter",
  prefix: "HEADHUNTER",
  tables: {
    names: [...figureTables.names, ...subscriptionTables.names],
    migrations: { ...figureTables.migrations, ...subscriptionTables.migrations },
  },
  // HeadHunter signs nothing: the address and the subscription that this server keeps are the proof.
  webhooks: { address: "headhunter", readKeys: () => ({}) },

  read: readSettings,
  keepsTokens: ({ refreshToken }) => refreshToken !== undefined,
  readOptions: (env) => ({ statsRecording: env.oneOf("STATS_RECORDING", ["on", "off"], "on") === "on" }),

  connect,
});

function connect(settings: HeadHunterSettings, deps: VendorDeps, { statsRecording }: HeadHunterOptions): VendorConnection {
  const { source, clock, database, leases, cipher, secrets, upstreamTimeoutMs, onResult, onPermit, onError } = deps;
  const common = { classify: classifyHeadHunter, clock, secrets, upstreamTimeoutMs, onResult, onPermit };
  const tokenUrl = new URL(settings.tokenUrl);
  const tokenEngine = createHttpEngine({ ...common, policy: tokenPolicy(source, tokenUrl.origin), mints: true });
  const tokens = new HeadHunterTokens(
    { ...settings, source, tokenPath: tokenUrl.pathname },
    new CredentialRepository(database, source, cipher),
    tokenEngine.send,
    clock,
    secrets,
  );
  const engine = createHttpEngine({
    ...common,
    policy: headHunterPolicy(source, settings.baseUrl),
    authorizer: tokens,
    answers: deps.answers,
    sharing: deps.sharing,
    onSpared: deps.onSpared,
  });
  const client = new HeadHunterClient(senderOf(engine.send, settings, deps));
  const account = new HeadHunterAccount(source, client, clock, settings);
  const store = new VacancyFiguresRepository(database, source);
  const statistics = new HeadHunterStatistics(client, store, clock);
  const reach = new VacancyReach({ source, client, account, clock, scope: settings.scope });
  const recorder = new StatsRecorder({
    source,
    client,
    account,
    reach,
    statistics,
    store,
    lease: leases.of("recorder", source),
    clock,
    onError,
  });
  const subscriptions = new SubscriptionRepository(database, source);
  const keeper =
    deps.hooks &&
    new SubscriptionKeeper({
      ...{
        source,
        client,
        subscriptions,
        clock,
        onError,
        url: deps.hooks.url,
        shownUrl: secrets.cut(deps.hooks.url),
        scope: settings.scope,
      },
      lease: leases.of("subscription", source),
    });
  const parts: HeadHunterParts = { source, client, account, reach, statistics };
  const asVendorTime = (epochMs: number) => epochMs + engine.clockSkewMs;
  let checked: Promise<void> | undefined;
  return {
    source,
    reach: reach.name,
    // What was restored, or taken out of the bin for good, is found by the whole lists alone.
    wholeSweepEveryMs: WHOLE_SWEEP_EVERY_MS,
    datasource: (scope) => new HeadHunterDatasource(parts, scope),
    changes: headHunterChanges({ source, client, account, asVendorTime }),
    status: () => ({
      ...statusOf(engine),
      lastFailure: later(engine.lastFailure, tokens.sealed),
      coverage: reach.coverage,
      notice: keeper?.notice,
    }),
    ...(deps.hooks && { webhooks: headHunterReceiver({ source, subscriptions, clock }) }),
    start: () => {
      checked = tokens.checkStore().catch((error: unknown) => onError(error, "looking for renewed tokens"));
      if (statsRecording) recorder.start();
      keeper?.start();
    },
    close: async () => {
      await Promise.all([recorder.stop(), keeper?.stop(), checked]);
      await Promise.all([engine.close(), tokenEngine.close()]);
    },
  };
}

function later(one: EngineFailure | undefined, other: EngineFailure | undefined): EngineFailure | undefined {
  return one === undefined || (other !== undefined && other.at > one.at) ? other : one;
}

/** What the settings add to every request; a work account is checked before it is used. */
function senderOf(send: Send, settings: HeadHunterSettings, { source, clock }: VendorDeps): Send {
  const asConfigured = withSettings(send, settings);
  const { managerAccountId, employerId } = settings;
  if (managerAccountId === undefined) return asConfigured;
  const configured = new HeadHunterClient(asConfigured);
  const primary = new HeadHunterClient(withSettings(send, { ...settings, managerAccountId: undefined }));
  const accounts: AccountCheckOptions["accounts"] = (scope, as) => (as === "primary" ? primary : configured).managerAccounts(scope);
  return new ManagerAccountCheck({ source, clock, managerAccountId, employerId, accounts }).guard(asConfigured);
}
