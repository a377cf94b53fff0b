import { createHeadHunterStandIn, type HeadHunterStandIn, type HeadHunterStandInOptions } from "../../src/sandbox/headhunter/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { JumpingClock } from "../support/clock.js";

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export interface Answer {
  status: number;
  headers: Headers;
  /** Undefined for an empty body. */
  body: unknown;
}

export interface Send {
  body?: unknown;
  headers?: Record<string, string>;
  token?: string | null;
}

/** A HeadHunter stand-in on loopback with a clock the test holds, and a client that says what the vendor wants said. */
export class HeadHunterBench {
  readonly clock = new JumpingClock();
  readonly standIn: HeadHunterStandIn;
  running: RunningStandIn | undefined;

  constructor(options: HeadHunterStandInOptions = {}) {
    this.standIn = createHeadHunterStandIn({ clock: this.clock, ...options });
  }

  async open(): Promise<this> {
    this.running = await startStandIn({ handle: this.standIn.handle, clock: this.clock });
    return this;
  }

  async close(): Promise<void> {
    await this.running?.close();
  }

  async send(method: string, path: string, { body, headers, token = "sandbox-access-token" }: Send = {}): Promise<Answer> {
    const response = await fetch(`${this.running?.origin}${path}`, {
      method,
      headers: {
        "hh-user-agent": "Hiregraph/1.0 (dev@example.com)",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  get(path: string, send?: Send): Promise<Answer> {
    return this.send("GET", path, send);
  }

  /** The single action of `GET /vacancies/{id}/prolongate`, as enabled or the id of its reason. */
  async prolongation(id: string): Promise<string> {
    const { body } = await this.get(`/vacancies/${id}/prolongate`);
    const [action] = (body as { actions: { enabled: boolean; disable_reason?: { id: string } }[] }).actions;
    return action?.enabled === true ? "enabled" : (action?.disable_reason?.id ?? "");
  }
}

export interface List {
  found: number;
  page: number;
  pages: number;
  per_page: number;
  items: Record<string, unknown>[];
}

export function list(answer: Answer): List {
  return answer.body as List;
}

export function ids(answer: Answer): unknown[] {
  return list(answer).items.map((item) => item.id);
}

export function record(answer: Answer): Record<string, unknown> {
  return answer.body as Record<string, unknown>;
}

/** `status type/value` and the reason of every error, to compare in one line. */
export function refusal(answer: Answer): string {
  const { errors } = answer.body as { errors: { type: string; value?: string; reason?: string; pointer?: string }[] };
  const told = errors.map(({ type, value, reason, pointer }) =>
    [[type, value].filter(Boolean).join("/"), reason, pointer].filter(Boolean).join(" "),
  );
  return `${answer.status} ${told.join(", ")}`;
}

/** A body that POST /vacancies takes. */
export function newVacancy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: "Секретарь",
    description: `<p>${"Работа с документами. ".repeat(12)}</p>`,
    area: { id: "1" },
    type: { id: "open" },
    billing_type: { id: "standard" },
    specializations: [{ id: "17.324" }],
    ...changes,
  };
}

/** `vacancy_properties` of a body. */
export function properties(propertyTypes: readonly string[]): Record<string, unknown> {
  return { vacancy_properties: { properties: propertyTypes.map((property_type) => ({ property_type })) } };
}

/** A body of today's form: no type and no billing type. */
export function publicationByProperties(propertyTypes: readonly string[], changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { type, billing_type, ...rest } = newVacancy({ professional_roles: [{ id: "156" }] });
  return { ...rest, ...properties(propertyTypes), ...changes };
}
