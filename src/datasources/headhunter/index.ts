import type { EnvReader } from "../../config/config.js";
import { createHttpEngine } from "../../http/engine.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { CredentialRepository } from "../../store/credential.repository.js";
import { defineVendor, statusOf, type VendorConnection, type VendorDeps } from "../contract/vendor-module.js";
import { headHunterChanges } from "./changes/headhunter.changes.js";
import { HeadHunterAccount } from "./headhunter.account.js";
import { HeadHunterClient } from "./headhunter.client.js";
import { HeadHunterDatasource, type HeadHunterParts } from "./headhunter.datasource.js";
import { classifyHeadHunter } from "./headhunter.errors.js";
import "./headhunter.input.js";
import { headHunterPolicy, tokenPolicy } from "./headhunter.policy.js";
import { HeadHunterTokens } from "./headhunter.tokens.js";
import { VacancyFiguresRepository } from "./statistics/headhunter.figures.repository.js";
import { figureTables } from "./statistics/headhunter.figures.tables.js";
import { HeadHunterStatistics } from "./statistics/headhunter.statistics.js";
import { StatsRecorder } from "./statistics/headhunter.stats-recorder.js";

export interface HeadHunterSettings {
  baseUrl: string;
  tokenUrl: string;
  accessToken: string;
  /** Renews an expired token. It works once; later ones come from the database. */
  refreshToken: string | undefined;
  /** `App/1.0 (mail@example.com)`. HeadHunter refuses requests without it. */
  userAgent: string;
  employerId: string | undefined;
  managerId: string | undefined;
}

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
  tables: figureTables,

  read(env) {
    const accessToken = env.secret("HEADHUNTER_ACCESS_TOKEN");
    const refreshToken = env.secret("HEADHUNTER_REFRESH_TOKEN");
    const baseUrl = env.url("HEADHUNTER_BASE_URL", "https://api.hh.ru");
    const rest = {
      baseUrl,
      refreshToken,
      employerId: readId(env, "HEADHUNTER_EMPLOYER_ID"),
      managerId: readId(env, "HEADHUNTER_MANAGER_ID"),
      tokenUrl: env.url("HEADHUNTER_TOKEN_URL", `${baseUrl}/token`),
    };
    const userAgent = env.string("HEADHUNTER_USER_AGENT");
    if (accessToken === undefined) {
      if (refreshToken !== undefined) env.fault("HEADHUNTER_ACCESS_TOKEN", "is required where HEADHUNTER_REFRESH_TOKEN is set");
      return undefined;
    }
    if (userAgent === undefined)
      env.fault("HEADHUNTER_USER_AGENT", "is required with HEADHUNTER_ACCESS_TOKEN; expected App/1.0 (mail@example.com)");
    return { ...rest, accessToken, userAgent: userAgent ?? "" };
  },

  readOptions: (env) => ({ statsRecording: env.oneOf("STATS_RECORDING", ["on", "off"], "on") === "on" }),

  connect,
});

function connect(settings: HeadHunterSettings, deps: VendorDeps, { statsRecording }: HeadHunterOptions): VendorConnection {
  const { source, clock, database, secrets, onError } = deps;
  const common = { classify: classifyHeadHunter, clock, secrets, upstreamTimeoutMs: deps.upstreamTimeoutMs, onResult: deps.onResult };
  const tokenUrl = new URL(settings.tokenUrl);
  const tokenEngine = createHttpEngine({ ...common, policy: tokenPolicy(source, tokenUrl.origin), mints: true });
  const tokens = new HeadHunterTokens(
    { ...settings, source, tokenPath: tokenUrl.pathname },
    new CredentialRepository(database, source),
    tokenEngine.send,
    clock,
    secrets,
  );
  const engine = createHttpEngine({ ...common, policy: headHunterPolicy(source, settings.baseUrl), authorizer: tokens });
  const client = new HeadHunterClient(engine.send);
  const account = new HeadHunterAccount(source, client, clock, settings);
  const store = new VacancyFiguresRepository(database, source);
  const statistics = new HeadHunterStatistics(client, store, clock);
  const recorder = new StatsRecorder({ source, client, account, statistics, store, clock, onError });
  const parts: HeadHunterParts = { source, client, account, statistics };
  const asVendorTime = (epochMs: number) => epochMs + engine.clockSkewMs;
  return {
    source,
    datasource: (scope) => new HeadHunterDatasource(parts, scope),
    changes: headHunterChanges({ source, client, account, asVendorTime }),
    status: () => statusOf(engine),
    start: () => {
      if (statsRecording) recorder.start();
    },
    close: async () => {
      await recorder.stop();
      await Promise.all([engine.close(), tokenEngine.close()]);
    },
  };
}

function readId(env: EnvReader, name: string): string | undefined {
  const id = env.string(name);
  if (id !== undefined && !/^\d+$/.test(id)) env.fault(name, "expected an id of digits, as GET /me tells it");
  return id;
}
