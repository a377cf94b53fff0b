import { createHttpEngine } from "../../http/engine.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { defineVendor, statusOf } from "../contract/vendor-module.js";
import { greenhouseChanges } from "./changes/greenhouse.changes.js";
import { GreenhouseDatasource } from "./greenhouse.datasource.js";
import { harvestV1Api } from "./v1/harvest-v1.api.js";
import { HarvestV1Client } from "./v1/harvest-v1.client.js";
import { classifyHarvestV1 } from "./v1/harvest-v1.errors.js";
import { harvestV1Policy } from "./v1/harvest-v1.policy.js";

export interface GreenhouseSettings {
  baseUrl: string;
  apiToken: string;
  /** User id that writes are made for; without it Greenhouse can only be read. */
  onBehalfOf: string | undefined;
}

/** Greenhouse Harvest v1/v2 (https://developers.greenhouse.io/harvest.html): jobs and their openings. */
export const greenhouse = defineVendor<GreenhouseSettings>({
  vendor: Vendor.GREENHOUSE,
  slug: "greenhouse",
  prefix: "GREENHOUSE",

  read(env) {
    const apiToken = env.secret("GREENHOUSE_API_TOKEN");
    const baseUrl = env.url("GREENHOUSE_BASE_URL", "https://harvest.greenhouse.io");
    const onBehalfOf = env.string("GREENHOUSE_ON_BEHALF_OF");
    if (onBehalfOf !== undefined && !/^[1-9]\d*$/.test(onBehalfOf)) {
      env.fault(
        "GREENHOUSE_ON_BEHALF_OF",
        "expected the numeric id of a Greenhouse user (GET /v1/users?email=… tells it), not an e-mail address",
      );
    }
    return apiToken === undefined ? undefined : { apiToken, onBehalfOf, baseUrl };
  },

  connect(settings, deps) {
    const engine = createHttpEngine({
      policy: harvestV1Policy(deps.source, settings.baseUrl),
      authorizer: { headers: async () => basicAuthorization(settings.apiToken) },
      classify: classifyHarvestV1,
      clock: deps.clock,
      secrets: deps.secrets,
      upstreamTimeoutMs: deps.upstreamTimeoutMs,
      onResult: deps.onResult,
    });
    const client = new HarvestV1Client(deps.source, engine.send, settings.onBehalfOf);
    const api = harvestV1Api(deps.source, client, settings.onBehalfOf !== undefined);
    return {
      source: deps.source,
      datasource: (scope) => new GreenhouseDatasource(deps.source, api, scope),
      changes: api.readOnlyWithout === undefined ? greenhouseChanges({ source: deps.source, writes: api.writes }) : {},
      status: () => statusOf(engine),
      close: () => engine.close(),
    };
  },
});

/** The token is the user name, with an empty password: the colon is part of what is encoded. */
function basicAuthorization(apiToken: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${apiToken}:`).toString("base64")}` };
}
