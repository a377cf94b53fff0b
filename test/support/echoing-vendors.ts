import { createFeishuStandIn } from "../../src/sandbox/feishu/index.js";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { createHeadHunterStandIn } from "../../src/sandbox/headhunter/index.js";
import type { StandInHandler, StandInRequest, StandInResponse } from "../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn } from "../../src/sandbox/linkedin/index.js";
import { SECRET_FORMS } from "./secret-forms.js";

/**
 * How the vendors behave. "answers": well, but for what they give back; "refuses": changes are refused; "breaks": changes end in an error
 * page; "fails": reads do; "garbles": records are of wrong kinds; "throttles": all comes too often; "disowns": tokens are refused, and no
 * new ones given.
 */
export type EchoMode = "answers" | "refuses" | "breaks" | "fails" | "garbles" | "throttles" | "disowns";

/** As they are configured, with characters that encodings change. */
export const CONFIGURED_SECRETS = {
  greenhouse: "Gh8/zQ+v7=Kd2&Lm4%Np6~Rt9",
  feishu: "fE5kW2yB9pX4cV7nM1qS8dG3hJ6l",
  headhunterAccess: "USERAC0P3LT6D9K2M5N8Q1R4S7V0",
  headhunterRefresh: "USERRF9W2Z5B8C1E4G7H0J3K6M9P",
  linkedin: 'Ln3+Wx7/Yb==Qd5&Fs"8\\Tz',
};

/** All vendors, each giving back in whatever it says what it was sent, and its own secrets in every form. */
export class EchoingVendors {
  mode: EchoMode = "answers";
  /** The configured ones, and all tokens that were ever given. */
  readonly secrets = new Set<string>(Object.values(CONFIGURED_SECRETS));
  /** By vendor, what it gave to the server that runs: of a token that only an earlier one had, nobody can know. */
  readonly #given = new Map<string, Set<string>>();
  readonly greenhouse = createGreenhouseStandIn({ token: CONFIGURED_SECRETS.greenhouse, rateLimit: 10_000 });
  readonly feishu = createFeishuStandIn({ appSecret: CONFIGURED_SECRETS.feishu });
  readonly headhunter = createHeadHunterStandIn({
    accessToken: CONFIGURED_SECRETS.headhunterAccess,
    refreshToken: CONFIGURED_SECRETS.headhunterRefresh,
  });
  readonly linkedin = createLinkedInStandIn({ clientSecret: CONFIGURED_SECRETS.linkedin });
  readonly #running: RunningStandIn[] = [];
  #turn = 0;

  /** The environment that leads to them. */
  async start(): Promise<Record<string, string>> {
    const run = async (vendor: VendorName, handle: StandInHandler, refusal: Refusal) => {
      const running = await startStandIn({ handle: (request) => this.#answer(vendor, request, handle, refusal) });
      this.#running.push(running);
      return running.origin;
    };
    const linkedIn = await run("linkedin", this.linkedin.handle, linkedInRefusal);
    return {
      GREENHOUSE_API_TOKEN: CONFIGURED_SECRETS.greenhouse,
      GREENHOUSE_ON_BEHALF_OF: "4000000000",
      GREENHOUSE_BASE_URL: await run("greenhouse", this.greenhouse.handle, greenhouseRefusal),
      FEISHU_APP_ID: "cli_sandbox",
      FEISHU_APP_SECRET: CONFIGURED_SECRETS.feishu,
      FEISHU_BASE_URL: await run("feishu", this.feishu.handle, feishuRefusal),
      HEADHUNTER_ACCESS_TOKEN: CONFIGURED_SECRETS.headhunterAccess,
      HEADHUNTER_REFRESH_TOKEN: CONFIGURED_SECRETS.headhunterRefresh,
      HEADHUNTER_USER_AGENT: "Hiregraph/test (test@example.com)",
      HEADHUNTER_BASE_URL: await run("headhunter", this.headhunter.handle, headHunterRefusal),
      LINKEDIN_CLIENT_ID: "sandbox-client",
      LINKEDIN_CLIENT_SECRET: CONFIGURED_SECRETS.linkedin,
      LINKEDIN_ORGANIZATION_ID: "2414183",
      LINKEDIN_BASE_URL: linkedIn,
      LINKEDIN_TOKEN_URL: `${linkedIn}/oauth/v2/accessToken`,
    };
  }

  get requests(): number {
    return this.#running.reduce((count, { requests }) => count + requests.length, 0);
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map((running) => running.close()));
  }

  /** For another server to begin. */
  forgetGiven(): void {
    this.#given.clear();
  }

  #answer(vendor: VendorName, request: StandInRequest, handle: StandInHandler, refusal: Refusal): StandInResponse {
    const own = [...OWN_SECRETS[vendor], ...(this.#given.get(vendor) ?? [])];
    const echo = echoOf(request, own);
    const headers = { "x-request-id": `r ${request.headers.authorization}`, "x-tt-logid": `l ${request.headers.authorization}` };
    const isForToken = /token/i.test(request.path);
    const isChange = !isForToken && !["GET", "HEAD"].includes(request.method) && !/batch_get|query|search|basic_info/.test(request.path);
    this.#turn += 1;
    const refused = (statuses: readonly number[]): StandInResponse => {
      const status = statuses[this.#turn % statuses.length] ?? 500;
      const response = refusal(status, echo, isForToken);
      return { ...response, headers: { ...headers, ...response.headers } };
    };
    if (this.mode === "disowns" && isForToken) return refused([400, 401]);
    if (this.mode === "disowns") return refused([isChange ? 403 : 401]);
    if (!isForToken) {
      if (this.mode === "throttles") return refused([429]);
      if (this.mode === "refuses" && isChange) return refused([400, 403, 404, 409, 422]);
      if (this.mode === "breaks" && isChange) return page(this.#turn % 2 === 0 ? 500 : 502, echo);
      if (this.mode === "fails" && !isChange) return this.#turn % 3 === 0 ? page(503, echo) : refused([400, 403, 404, 418, 500]);
    }
    const { json, ...rest } = handle(request);
    for (const [name, value] of members(json)) if (/^(access|refresh|tenant_access)_token$/.test(name)) this.#give(vendor, String(value));
    const told = json === undefined ? undefined : this.mode === "garbles" && !isForToken ? garbled(json, echo) : adorned(json, echo, own);
    return { ...rest, headers: { ...headers, ...rest.headers }, ...(told === undefined ? {} : { json: told }) };
  }

  #give(vendor: VendorName, token: string): void {
    this.secrets.add(token);
    this.#given.set(vendor, (this.#given.get(vendor) ?? new Set()).add(token));
  }
}

type VendorName = keyof typeof OWN_SECRETS;

const OWN_SECRETS = {
  greenhouse: [CONFIGURED_SECRETS.greenhouse],
  feishu: [CONFIGURED_SECRETS.feishu],
  headhunter: [CONFIGURED_SECRETS.headhunterAccess, CONFIGURED_SECRETS.headhunterRefresh],
  linkedin: [CONFIGURED_SECRETS.linkedin],
};

function echoOf({ method, path, query, headers, rawBody }: StandInRequest, own: readonly string[]): string {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? "")?.[1];
  return [
    `${method} ${path}?${query}`,
    JSON.stringify(headers),
    rawBody,
    ...(basic === undefined ? [] : [Buffer.from(basic, "base64").toString()]),
    ...own.flatMap((secret) => Object.values(SECRET_FORMS).map((form) => form(secret))),
  ].join(" ");
}

/** A vendor's own way of saying no. */
type Refusal = (status: number, echo: string, isForToken: boolean) => StandInResponse;

const oauthRefusal = (status: number, echo: string): StandInResponse => ({ status, json: { error: echo, error_description: echo } });

const greenhouseRefusal: Refusal = (status, echo) => ({
  status,
  json: {
    message: echo,
    errors: [
      { message: echo, field: echo },
      { message: echo, field: "opening_id" },
    ],
  },
});

const feishuRefusal: Refusal = (status, echo, isForToken) => ({
  status: isForToken ? 200 : status,
  json: {
    code: isForToken ? 10014 : status === 401 ? 99991663 : 1_234_500 + status,
    msg: echo,
    error: {
      log_id: echo,
      field_violations: [{ field: echo, description: echo }],
      permission_violations: [{ subject: echo }],
    },
  },
});

const headHunterRefusal: Refusal = (status, echo, isForToken) => {
  if (isForToken) return oauthRefusal(status, echo);
  if (status === 401)
    return { status: 403, json: { errors: [{ type: "oauth", value: "token_expired" }], description: echo, request_id: echo } };
  const errors = [
    { type: "vacancies", value: echo, reason: echo, pointer: `/${echo}` },
    { type: "bad_json_data", value: echo, reason: echo },
  ];
  return { status, json: { errors, request_id: echo, description: echo, bad_argument: echo } };
};

const linkedInRefusal: Refusal = (status, echo, isForToken) =>
  isForToken
    ? oauthRefusal(status, echo)
    : { status, json: { message: echo, serviceErrorCode: echo, code: echo, requestId: echo, status } };

function page(status: number, echo: string): StandInResponse {
  return { status, headers: { "content-type": "text/html" }, text: `<html><body><pre>${echo}</pre></body></html>` };
}

const TEXTS = /^(name|title|description|notes?|msg|text|statusMessage|errorMessage|requirement)$/;

/** The same answer with the echo in every record, and secrets behind every text for people. */
function adorned(value: unknown, echo: string, own: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => adorned(item, echo, own));
  if (typeof value !== "object" || value === null) return value;
  const told = Object.entries(value).map(([name, member]): [string, unknown] =>
    typeof member === "string" && TEXTS.test(name) ? [name, `${member} (${own.join(" ")})`] : [name, adorned(member, echo, own)],
  );
  return { ...Object.fromEntries(told), ...("id" in value ? { echo } : {}) };
}

/** The echo in the place of every list. */
function garbled(value: unknown, echo: string): unknown {
  if (Array.isArray(value)) return echo;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, garbled(member, echo)]));
}

function members(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]): [string, unknown][] => [[name, member], ...members(member)]);
}
