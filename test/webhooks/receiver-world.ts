import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Webhook } from "standardwebhooks";
import type { Clock } from "../../src/clock.js";
import { type Leases, OnlyServer } from "../../src/leases/leases.js";
import { EventNews } from "../../src/records/news/event-news.js";
import type { Database } from "../../src/store/database.js";
import { EventRepository } from "../../src/store/records/event.repository.js";
import { type NewEvent, RecordWriting } from "../../src/store/records/record-writing.js";
import { WebhookRepository } from "../../src/store/webhook.repository.js";
import { openWebhooks, type Webhooks } from "../../src/webhooks/open-webhooks.js";
import { WebhookDesk } from "../../src/webhooks/webhook-desk.js";
import type { WebhookSettings } from "../../src/webhooks/webhook-settings.js";

export const SECRET = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;

export interface CloudEvent {
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  data: Record<string, unknown>;
}

/** A request that a receiver got, its signature verified as a receiver would. */
export interface Arrival {
  number: number;
  event: CloudEvent;
  headers: IncomingMessage["headers"];
  url: string;
}

type Answer = (response: ServerResponse, arrival: Arrival, request: IncomingMessage) => void;

/** An HTTP server that takes webhooks. */
export class TestReceiver {
  readonly arrivals: Arrival[] = [];
  /** What it took: the events that it answered with 2xx, in the order of the answers. */
  readonly taken: number[] = [];
  /** What was not signed as it should be. */
  readonly forged: unknown[] = [];
  answer: Answer = (response) => void response.writeHead(204).end();
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#server = createServer((request, response) => this.#take(request, response).catch((error) => this.forged.push(error)));
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => this.#sockets.delete(socket));
    });
  }

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/in?key=of-the-receiver`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async stop(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const event = this.#verified(Buffer.concat(chunks).toString(), request.headers as Record<string, string>);
    const arrival = { number: Number(event.id.split(":").at(-1)), event, headers: request.headers, url: request.url ?? "" };
    this.arrivals.push(arrival);
    response.on("finish", () => {
      if (response.statusCode < 300) this.taken.push(arrival.number);
    });
    this.answer(response, arrival, request);
  }

  /** The package compares with the machine's clock, and a test has its own. */
  #verified(body: string, headers: Record<string, string>): CloudEvent {
    const now = jest.spyOn(Date, "now").mockReturnValue(this.#clock.now());
    try {
      return new Webhook(SECRET).verify(body, headers) as CloudEvent;
    } finally {
      now.mockRestore();
    }
  }
}

/** What sends, over a database: as one server of several, where leases are given. */
export interface Sender {
  webhooks: Webhooks;
  desk: WebhookDesk;
  told: string[];
  tries: string[];
  stop(): Promise<void>;
}

export interface SenderOptions {
  database: Database;
  clock: Clock;
  receivers: readonly Pick<WebhookSettings, "name" | "url">[];
  news?: EventNews;
  leases?: Leases;
  isPrivate?: boolean;
}

export async function startSender({
  database,
  clock,
  receivers,
  news = new EventNews(() => undefined),
  leases = new OnlyServer(),
  isPrivate = true,
}: SenderOptions): Promise<Sender> {
  const repository = new WebhookRepository(database);
  const events = new EventRepository(database);
  const names = receivers.map(({ name }) => name);
  await repository.register(names);
  const told: string[] = [];
  const tries: string[] = [];
  const webhooks = openWebhooks({
    receivers: receivers.map((receiver) => ({ secret: SECRET, isPrivate, ...receiver })),
    webhooks: repository,
    events,
    news,
    leases,
    clock,
    reports: {
      onTry: (webhook, outcome) => tries.push(`${webhook} ${outcome}`),
      onRest: (webhook) => told.push(`${webhook} rests`),
      onBack: (webhook) => told.push(`${webhook} is back`),
      onParked: (webhook) => told.push(`${webhook} is parked`),
      onLost: (webhook, count) => told.push(`${webhook} lost ${count}`),
    },
    onError: (error, what) => told.push(`${what}: ${String(error)}`),
  });
  const desk = new WebhookDesk({ names, webhooks: repository, events, onReplay: (name) => webhooks.nudge(name) });
  webhooks.start();
  return { webhooks, desk, told, tries, stop: () => webhooks.stop() };
}

export function changed(record: string, at = "2026-11-22T12:00:00.000Z"): NewEvent {
  return {
    kind: "CHANGED",
    cause: "ELSEWHERE",
    at,
    vendor: "GREENHOUSE",
    account: "default",
    record_id: `greenhouse:job:${record}`,
    code: `REQ-${record}`,
    changes: JSON.stringify([{ field: "status", before: "OPEN", after: "CLOSED" }]),
    operation_id: null,
    discrepancy_id: null,
  };
}

/** Makes events, one for each record named. */
export async function tell(database: Database, records: readonly (string | NewEvent)[], news?: EventNews): Promise<void> {
  const last = await new RecordWriting(database).write(async (transaction) => {
    transaction.tell(records.map((record) => (typeof record === "string" ? changed(record) : record)));
  });
  if (last !== undefined) news?.tell(last);
}
