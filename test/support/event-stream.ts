import { request as httpRequest, type IncomingMessage } from "node:http";
import { until } from "./until.js";

/** What one `next` carried. */
export interface StreamedResult {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

export interface StreamOptions {
  headers?: Record<string, string>;
  variables?: Record<string, unknown>;
  operationName?: string;
  method?: "GET" | "POST";
  /** In place of what is made of the query. */
  body?: string;
}

/** A stream as it arrives, read by hand: what it said, and how it ended. */
export class OpenStream {
  readonly results: StreamedResult[] = [];
  text = "";
  /** `event: complete` was said. */
  isComplete = false;
  /** The connection has closed, by whichever side. */
  isClosed = false;
  readonly response: IncomingMessage;
  #seen = 0;

  constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding("utf8");
    response.on("data", (text: string) => this.#take(text));
    response.on("error", () => undefined);
    response.once("close", () => {
      this.isClosed = true;
    });
  }

  /** The results once there are so many. */
  async next(count: number): Promise<StreamedResult[]> {
    await until(() => this.results.length >= count || this.isClosed, `${count} results`);
    return this.results;
  }

  async closed(): Promise<this> {
    await until(() => this.isClosed, "the end of the stream");
    return this;
  }

  /** How often the server showed that it is there. */
  get heartbeats(): number {
    return this.text.split("\n").filter((line) => line.startsWith(":")).length;
  }

  leave(): void {
    this.response.destroy();
  }

  #take(text: string): void {
    this.text += text;
    const messages = this.text.slice(this.#seen).split("\n\n");
    messages.pop();
    for (const message of messages) {
      this.#seen += message.length + 2;
      const [event, data = ""] = message.split("\n");
      if (event === "event: next") this.results.push(JSON.parse(data.slice("data:".length)));
      if (event === "event: complete") this.isComplete = true;
    }
  }
}

/** Asks for a stream, and waits for the head of the answer alone. */
export async function openStream(url: string, query: string, options: StreamOptions = {}): Promise<OpenStream> {
  const { headers, variables, operationName, method = "POST" } = options;
  const body = options.body ?? JSON.stringify({ query, variables, operationName });
  const search = new URLSearchParams({ query, ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }) });
  const address = method === "GET" ? `${url}/graphql/stream?${search}` : `${url}/graphql/stream`;
  return new Promise((resolve, reject) => {
    const asking = httpRequest(address, {
      method,
      agent: false,
      headers: { accept: "text/event-stream", ...(method === "POST" ? { "content-type": "application/json" } : {}), ...headers },
    });
    asking.once("response", (response) => resolve(new OpenStream(response)));
    asking.once("error", reject);
    asking.end(method === "POST" ? body : undefined);
  });
}
