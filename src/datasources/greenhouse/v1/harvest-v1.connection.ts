import { createHttpEngine } from "../../../http/engine.js";
import type { VendorDeps } from "../../contract/vendor-module.js";
import { statusOf } from "../../contract/vendor-module.js";
import type { GreenhouseConnection } from "../greenhouse.api.js";
import type { HarvestV1Settings } from "../greenhouse.settings.js";
import { harvestV1Api } from "./harvest-v1.api.js";
import { HarvestV1Client } from "./harvest-v1.client.js";
import { classifyHarvestV1 } from "./harvest-v1.errors.js";
import { harvestV1Policy } from "./harvest-v1.policy.js";

export function connectHarvestV1(settings: HarvestV1Settings, deps: VendorDeps): GreenhouseConnection {
  const { source, clock, secrets, upstreamTimeoutMs, answers, sharing, onResult, onSpared, onPermit } = deps;
  const authorization = basicAuthorization(settings.apiToken);
  const engine = createHttpEngine({
    policy: harvestV1Policy(source, settings.baseUrl),
    authorizer: { headers: () => authorization },
    classify: classifyHarvestV1,
    clock,
    secrets,
    upstreamTimeoutMs,
    answers,
    sharing,
    onResult,
    onSpared,
    onPermit,
  });
  const client = new HarvestV1Client(source, engine.send, settings.onBehalfOf);
  return {
    api: harvestV1Api(source, client, settings.onBehalfOf !== undefined),
    status: () => statusOf(engine),
    close: () => engine.close(),
  };
}

/** The token is the user name, with an empty password: the colon is part of what is encoded. */
function basicAuthorization(apiToken: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${apiToken}:`).toString("base64")}` };
}
