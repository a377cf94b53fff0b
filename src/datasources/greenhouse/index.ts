import { Vendor } from "../../schema/vendor/vendor.type.js";
import { defineVendor } from "../contract/vendor-module.js";
import { greenhouseChanges } from "./changes/greenhouse.changes.js";
import { GreenhouseDatasource } from "./greenhouse.datasource.js";
import { readOnlyReason } from "./greenhouse.rules.js";
import { type GreenhouseSettings, readSettings } from "./greenhouse.settings.js";
import { greenhouseReceiver, greenhouseWebhooks } from "./greenhouse.webhooks.js";
import { connectHarvestV1 } from "./v1/harvest-v1.connection.js";
import { connectHarvestV3 } from "./v3/harvest-v3.connection.js";

const WHOLE_SWEEP_EVERY_MS = 6 * 60 * 60_000;

/** Greenhouse, by Harvest v3 or v1/v2, whichever the credentials are for: jobs and their openings. */
export const greenhouse = defineVendor<GreenhouseSettings>({
  vendor: Vendor.GREENHOUSE,
  slug: "greenhouse",
  prefix: "GREENHOUSE",
  read: readSettings,
  sharesTokens: ({ api }) => api === "v3",
  webhooks: greenhouseWebhooks,

  connect(settings, deps) {
    const { api, status, close } = settings.api === "v3" ? connectHarvestV3(settings, deps) : connectHarvestV1(settings, deps);
    return {
      source: deps.source,
      datasource: (scope) => new GreenhouseDatasource(deps.source, api, scope),
      changes: api.readOnlyWithout === undefined ? greenhouseChanges({ source: deps.source, writes: api.writes }) : {},
      ...(api.readOnlyWithout === undefined ? {} : { readOnlyBecause: readOnlyReason(api.readOnlyWithout) }),
      // Harvest v1 does not tell of a job whose openings alone changed.
      ...(settings.api === "v3" ? {} : { wholeSweepEveryMs: WHOLE_SWEEP_EVERY_MS }),
      ...(deps.hooks && { webhooks: greenhouseReceiver(deps.source, deps.hooks) }),
      status,
      close,
    };
  },
});
