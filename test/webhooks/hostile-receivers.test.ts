import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { EventNews } from "../../src/records/news/event-news.js";
import { ManualClock } from "../support/clock.js";
import { embeddedDatabase, type OpenedDatabase } from "../support/databases.js";
import { until } from "../support/until.js";
import { type Sender, startSender, TestReceiver, tell } from "./receiver-world.js";

const OK = "HTTP/1.1 200 OK\r\n";

/** A server that writes whatever it likes, as bytes. */
class RawReceiver {
  readonly sockets = new Set<Socket>();
  /** Those on which something was asked. */
  readonly asked: Socket[] = [];
  written = 0;
  onRequest: (socket: Socket) => void = () => undefined;
  readonly #server: Server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => this.sockets.delete(socket));
    socket.on("data", () => {
      this.asked.push(socket);
      this.onRequest(socket);
    });
  });

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Writes a part again and again, for as long as somebody reads. */
  flood(socket: Socket, part: string): void {
    const write = () => {
      if (socket.destroyed) return;
      this.written += part.length;
      socket.write(part, () => setImmediate(write));
    };
    write();
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

describe("A receiver that is hostile", () => {
  let opened: OpenedDatabase;
  let clock: ManualClock;
  let raw: RawReceiver;
  let other: TestReceiver;
  let news: EventNews;
  let sender: Sender;

  beforeEach(async () => {
    opened = await embeddedDatabase.open();
    clock = new ManualClock("2026-11-22T12:00:00Z");
    raw = new RawReceiver();
    other = new TestReceiver(clock);
    news = new EventNews(() => undefined);
    const receivers = [
      { name: "hostile", url: await raw.start() },
      { name: "other", url: await other.start() },
    ];
    sender = await startSender({ database: opened.database, clock, receivers, news });
  });
  afterEach(async () => {
    await sender.stop();
    raw.stop();
    await other.stop();
    await opened.close();
  });

  const outcomes = (name: string) => sender.tries.filter((entry) => entry.startsWith(`${name} `)).map((entry) => entry.split(" ")[1]);
  const statusOf = async (name: string) => (await sender.desk.statuses()).find((status) => status.name === name);

  it.each([
    [
      "whose body never ends has taken the event, and is not read on",
      `${OK}transfer-encoding: chunked\r\n\r\n`,
      `${"400\r\n".padEnd(1029, "x")}\r\n`,
      "delivered",
    ],
    ["that sends more headers than anyone needs has not", OK, `x-flood: ${"y".repeat(500)}\r\n`, "unreachable"],
    ["that speaks another protocol has not", "SSH-2.0-OpenSSH_9.6\r\n", "x", "unreachable"],
  ])("%s", async (_, head, part, outcome) => {
    raw.onRequest = (socket) => {
      socket.write(head);
      raw.flood(socket, part);
    };
    await tell(opened.database, ["1"], news);
    await until(() => outcomes("hostile").length === 1, "the try ends");
    expect(outcomes("hostile")).toEqual([outcome]);
    await until(() => raw.asked[0]?.destroyed === true, "the connection is closed");
    expect(raw.written).toBeLessThan(20_000_000);
    await until(() => other.taken.length === 1, "the other receiver's event");
  });

  it.each([
    ["does not answer", ""],
    ["only ever says that it will answer", "HTTP/1.1 102 Processing\r\n\r\n"],
    ["begins an answer and does not end its headers", OK],
  ])("that %s has 15 s, and holds up no other", async (_, part) => {
    raw.onRequest = (socket) => void (part !== "" && socket.write(part));
    await tell(opened.database, ["1"], news);
    await until(() => raw.sockets.size === 1 && other.taken.length === 1, "both are asked");
    await clock.advance(14_999);
    expect(outcomes("hostile")).toEqual([]);
    await clock.advance(1);
    await until(() => outcomes("hostile").length === 1, "the try ends");
    expect(outcomes("hostile")).toEqual(["timeout"]);
    await until(() => raw.asked[0]?.destroyed === true, "the connection is closed");
  });

  it("that answers 200 and lets the body trickle has taken the event after 15 s at the latest", async () => {
    raw.onRequest = (socket) => void socket.write(`${OK}content-length: 100\r\n\r\nx`);
    await tell(opened.database, ["1"], news);
    await until(() => raw.sockets.size === 1, "it is asked");
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(15_000);
    await until(() => outcomes("hostile").length === 1, "the try ends");
    expect(outcomes("hostile")).toEqual(["delivered"]);
  });

  it("that redirects to somewhere else is not followed", async () => {
    raw.onRequest = (socket) => socket.end(`HTTP/1.1 307 Temporary Redirect\r\nlocation: ${other.url}\r\ncontent-length: 0\r\n\r\n`);
    await tell(opened.database, ["1"], news);
    await until(() => sender.tries.length === 2, "both are tried");
    expect([outcomes("hostile"), other.arrivals.length]).toEqual([["redirected"], 1]);
    await sender.stop();
    expect((await statusOf("hostile"))?.lastFailure).toMatch(/answered with 307.*not followed/);
  });

  it("whose answer holds anything at all shows it nowhere", async () => {
    raw.onRequest = (socket) => socket.end(`HTTP/1.1 500 <script>reason</script>\r\nx-secret: s3cr3t\r\ncontent-length: 6\r\n\r\nleaked`);
    await tell(opened.database, ["1"], news);
    await until(() => outcomes("hostile").length === 1, "the try ends");
    await sender.stop();
    expect((await statusOf("hostile"))?.lastFailure).toMatch(/^\S+: hiregraph:event:1 was answered with 500$/);
  });

  it("does not keep a server from stopping: tries under way are cut after 3 s, and are not lost", async () => {
    await tell(opened.database, ["1", "2"], news);
    await until(() => raw.sockets.size === 2 && other.taken.length === 2, "all are asked");
    const stopped = sender.stop();
    await clock.advance(2_999);
    expect(raw.sockets.size).toBe(2);
    await clock.advance(1);
    await stopped;
    expect(await statusOf("hostile")).toMatchObject({ pending: 2, parked: false, lastFailure: null });
    expect(await statusOf("other")).toMatchObject({ pending: 0 });
  });
});
