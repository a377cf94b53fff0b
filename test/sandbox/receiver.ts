import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { until } from "../support/until.js";

export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  raw: string;
  /** Parsed JSON. */
  body: Record<string, unknown>;
}

interface Reply {
  status: number;
  json?: unknown;
}

/** Somebody's address for webhooks, on loopback. */
export class Receiver {
  readonly received: Received[] = [];
  /** How the address answers; undefined: never. */
  reply: (received: Received) => Reply | undefined = () => ({ status: 200 });
  readonly #server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("end", () => {
      const raw = Buffer.concat(chunks).toString("utf8");
      const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://127.0.0.1");
      const received = {
        method: incoming.method ?? "",
        path: pathname,
        query: searchParams,
        headers: incoming.headers,
        raw,
        body: raw === "" ? {} : JSON.parse(raw),
      };
      this.received.push(received);
      const reply = this.reply(received);
      if (reply === undefined) return;
      outgoing.writeHead(reply.status, reply.json === undefined ? {} : { "content-type": "application/json; charset=utf-8" });
      outgoing.end(reply.json === undefined ? undefined : JSON.stringify(reply.json));
    });
  });

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hooks`;
  }

  async untilReceived(count: number): Promise<Received[]> {
    await until(() => this.received.length >= count, `${count} deliveries`);
    return this.received;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** Lets what is under way on loopback arrive, where nothing should. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
