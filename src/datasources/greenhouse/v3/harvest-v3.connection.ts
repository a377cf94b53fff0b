import { createHttpEngine } from "../../../http/engine.js";
import { statusOf, type VendorDeps } from "../../contract/vendor-module.js";
import type { GreenhouseConnection } from "../greenhouse.api.js";
import type { HarvestV3Settings } from "../greenhouse.settings.js";
import { harvestV3Api } from "./harvest-v3.api.js";
import { HarvestV3Client } from "./harvest-v3.client.js";
import { classifyHarvestV3, classifyToken } from "./harvest-v3.errors.js";
import { harvestV3Policy, harvestV3TokenPolicy } from "./harvest-v3.policy.js";
import { SiteAdmin } from "./harvest-v3.site-admin.js";
import { HarvestV3Token } from "./harvest-v3.token.js";

export function connectHarvestV3(settings: HarvestV3Settings, deps: VendorDeps): GreenhouseConnection {
  const { source, clock, secrets, upstreamTimeoutMs, answers, sharing, onResult, onSpared, onPermit } = deps;
  const { userId, writeAsServiceUser } = settings;
  const mayWrite = userId !== undefined || writeAsServiceUser;
  const tokenUrl = new URL(settings.tokenUrl);
  const tokenEngine = createHttpEngine({
    policy: harvestV3TokenPolicy(source, tokenUrl.origin),
    classify: classifyToken,
    clock,
    secrets,
    mints: true,
    sharing,
    upstreamTimeoutMs,
    onResult,
    onPermit,
  });
  const shared = deps.sharedToken?.([settings.tokenUrl, settings.clientId, settings.clientSecret, userId ?? ""]);
  const token = new HarvestV3Token(tokenEngine.send, { ...settings, source, path: tokenUrl.pathname, mayWrite }, clock, shared);
  const scopes = () => token.scopes();
  const engine = createHttpEngine({
    policy: harvestV3Policy(source, settings.baseUrl),
    authorizer: token,
    classify: classifyHarvestV3(scopes),
    clock,
    secrets,
    upstreamTimeoutMs,
    answers,
    sharing,
    onResult,
    onSpared,
    onPermit,
  });
  const client = new HarvestV3Client(source, engine.send);
  const siteAdmin = new SiteAdmin({ source, client, clock, userId, scopes });
  return {
    api: harvestV3Api({ source, client, siteAdmin, clock, mayWrite }),
    status: () => ({ ...statusOf(engine), budgets: [...engine.budgets(), ...tokenEngine.budgets()] }),
    close: async () => {
      await engine.close();
      await tokenEngine.close();
    },
  };
}
