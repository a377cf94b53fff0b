import { createFeishuStandIn, type FeishuStandIn, type FeishuStandInOptions } from "../../src/sandbox/feishu/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../support/clock.js";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // The tests look into answers of many shapes.
  code: unknown;
  msg: unknown;
  data: Record<string, unknown>;
  error: Record<string, unknown>;
  json: Record<string, unknown>;
}

export interface Feishu extends FeishuStandIn {
  clock: ManualClock;
  running: RunningStandIn;
  /** Moves the clock in one step, without waking anyone. */
  pass(ms: number): Promise<void>;
  token(body?: unknown, path?: string): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, init?: { body?: string; headers?: Record<string, string> }): Promise<Answer>;
}

export const TOKEN_PATH = "/open-apis/auth/v3/tenant_access_token/internal";
export const HIRE_JOBS = "/open-apis/hire/v1/jobs";
export const CORE_JOBS = "/open-apis/corehr/v2/jobs";
export const CREDENTIALS = { app_id: "cli_sandbox", app_secret: "sandbox-secret" };

/** A stand-in on loopback with a clock that stands still and a token at hand. */
export async function startFeishu(options: Omit<FeishuStandInOptions, "clock"> = {}): Promise<Feishu> {
  const clock = new ManualClock();
  const standIn = createFeishuStandIn({ ...options, clock });
  const running = await startStandIn({ handle: standIn.handle, clock });

  const send: Feishu["send"] = async (method, path, init = {}) => {
    const response = await fetch(`${running.origin}${path}`, { method, body: init.body, headers: init.headers });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    const { code, msg, data, error } = json;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      code,
      msg,
      data: (data ?? {}) as Record<string, unknown>,
      error: (error ?? {}) as Record<string, unknown>,
    };
  };
  const token: Feishu["token"] = (body = CREDENTIALS, path = TOKEN_PATH) => send("POST", path, { body: JSON.stringify(body) });
  const authorization = async () => {
    const { json } = await token();
    return { authorization: `Bearer ${json.tenant_access_token}` };
  };

  return {
    ...standIn,
    clock,
    running,
    pass: (ms) => clock.advance(ms),
    token,
    send,
    get: async (path, headers) => send("GET", path, { headers: headers ?? (await authorization()) }),
    post: async (path, body = {}, headers) =>
      send("POST", path, { body: JSON.stringify(body), headers: headers ?? (await authorization()) }),
  };
}
