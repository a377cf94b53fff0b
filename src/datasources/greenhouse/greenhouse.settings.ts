import type { EnvReader } from "../../config/config.js";

/** Which API is used, and as whom. */
export type GreenhouseSettings = HarvestV1Settings | HarvestV3Settings;

export interface HarvestV1Settings {
  api: "v1";
  baseUrl: string;
  apiToken: string;
  /** User id that writes are made for; without it Greenhouse can only be read. */
  onBehalfOf: string | undefined;
}

export interface HarvestV3Settings {
  api: "v3";
  baseUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** Who acts; without it the credential's service user reads, and nobody writes unless that is chosen. */
  userId: string | undefined;
  writeAsServiceUser: boolean;
}

/** @see `docs/configuration.md` */
export function readSettings(env: EnvReader): GreenhouseSettings | undefined {
  const apiToken = env.secret("GREENHOUSE_API_TOKEN");
  // The token endpoint's refusals repeat the client id: it is kept out of the log like a secret.
  const clientId = env.secret("GREENHOUSE_CLIENT_ID");
  const clientSecret = env.secret("GREENHOUSE_CLIENT_SECRET");
  const baseUrl = env.url("GREENHOUSE_BASE_URL", "https://harvest.greenhouse.io");
  const tokenUrl = env.url("GREENHOUSE_TOKEN_URL", "https://auth.greenhouse.io/token");
  const isV3 = clientId !== undefined || clientSecret !== undefined;
  const onBehalfOf = isV3 ? ignoreOnBehalfOf(env) : readUserId(env, "GREENHOUSE_ON_BEHALF_OF", "GET /v1/users?email=… tells it");
  const userId = readUserId(env, "GREENHOUSE_USER_ID", "the number in the address of the user's page in Greenhouse");
  const writeAsServiceUser = env.oneOf("GREENHOUSE_WRITE_AS_SERVICE_USER", ["true", "false"], "false") === "true";
  if (isV3 && apiToken !== undefined) {
    env.fault("GREENHOUSE_API_TOKEN", "is for Harvest v1/v2, and GREENHOUSE_CLIENT_ID for Harvest v3: set one of them");
  }
  if (isV3 && clientId === undefined) env.fault("GREENHOUSE_CLIENT_ID", "is required where GREENHOUSE_CLIENT_SECRET is set");
  if (isV3 && clientSecret === undefined) env.fault("GREENHOUSE_CLIENT_SECRET", "is required where GREENHOUSE_CLIENT_ID is set");
  if (isV3) {
    return { api: "v3", baseUrl, tokenUrl, clientId: clientId ?? "", clientSecret: clientSecret ?? "", userId, writeAsServiceUser };
  }
  return apiToken === undefined ? undefined : { api: "v1", apiToken, onBehalfOf, baseUrl };
}

/** Harvest v3 has no such header: whoever moves to it keeps the old variable for a while. */
function ignoreOnBehalfOf(env: EnvReader): undefined {
  if (env.string("GREENHOUSE_ON_BEHALF_OF") === undefined) return undefined;
  const remedy = "name the user who acts by GREENHOUSE_USER_ID, and unset this";
  env.warn("GREENHOUSE_ON_BEHALF_OF", `is for Harvest v1/v2, and ignored beside GREENHOUSE_CLIENT_ID: ${remedy}`);
}

function readUserId(env: EnvReader, name: string, where: string): string | undefined {
  const id = env.string(name);
  if (id !== undefined && !/^[1-9]\d*$/.test(id)) {
    env.fault(name, `expected the numeric id of a Greenhouse user (${where}), not an e-mail address`);
  }
  return id;
}
