import "./enum-value.js";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../../support/clock.js";
import { type GraphAnswer, startGraph, type TestGraph } from "../../support/graph.js";
import { modules } from "./registry.js";
import { createNoticeboardStandIn, type NoticeboardStandIn, type NoticeboardStandInOptions } from "./stand-in/index.js";

/** A stand-in of the board that listens. */
export interface RunningBoard extends NoticeboardStandIn {
  running: RunningStandIn;
  /** Requests of this method and path since they were counted last. */
  count(method: string, path?: string): number;
}

export async function startBoard(options: NoticeboardStandInOptions = {}): Promise<RunningBoard> {
  const board = createNoticeboardStandIn(options);
  const running = await startStandIn({ handle: board.handle, clock: options.clock });
  const count = (method: string, path = "/v1/notices") => {
    const asked = running.requests.filter((request) => request.method === method && request.path === path).length;
    running.requests.length = 0;
    return asked;
  };
  return { ...board, running, count };
}

/** The board, once for each account, and the whole server in front of it, on one clock. */
export class NoticeboardWorld {
  readonly clock = new ManualClock();
  readonly #folder = mkdtempSync(join(tmpdir(), "noticeboard-"));
  readonly #boards = new Map<string, RunningBoard>();
  readonly #env: Record<string, string>;
  #graph: TestGraph | undefined;

  private constructor(env: Record<string, string>) {
    this.#env = { DATABASE_URL: `file:${join(this.#folder, "kept.db")}`, REQUEST_DEADLINE_MS: "600000", ...env };
  }

  /** @param accounts beside the default one */
  static async start(env: Record<string, string> = {}, accounts: readonly string[] = []): Promise<NoticeboardWorld> {
    const world = new NoticeboardWorld({ ...(accounts.length > 0 ? { NOTICEBOARD_ACCOUNTS: accounts.join() } : {}), ...env });
    for (const account of ["default", ...accounts]) world.#boards.set(account, await startBoard({ clock: world.clock }));
    await world.restart();
    return world;
  }

  get board(): RunningBoard {
    return this.boardOf("default");
  }

  boardOf(account: string): RunningBoard {
    const board = this.#boards.get(account);
    if (board === undefined) throw new Error(`There is no board for ${account}`);
    return board;
  }

  /** The server ends, where one runs, and starts; the boards go on. */
  async restart(): Promise<void> {
    await this.#graph?.stop();
    this.#graph = undefined;
    const boards = [...this.#boards].map(([account, { running }]) => {
      const prefix = account === "default" ? "NOTICEBOARD" : `NOTICEBOARD_${account.toUpperCase()}`;
      return { [`${prefix}_TOKEN`]: "sandbox-token", [`${prefix}_BASE_URL`]: running.origin };
    });
    this.#graph = await startGraph({ clock: this.clock, modules, env: Object.assign({}, ...boards, this.#env) });
  }

  /** What the server tells scrapers. */
  async metrics(): Promise<string> {
    if (this.#graph === undefined) throw new Error("The server is not started");
    return (await fetch(`${this.#graph.url}/metrics`)).text();
  }

  /** The whole answer; time passes for as long as it takes. */
  async answer<Data>(query: string, variables?: object): Promise<GraphAnswer<Data>> {
    if (this.#graph === undefined) throw new Error("The server is not started");
    return this.while(this.#graph.ask<Data, object>(query, variables));
  }

  /** The data of an answer without errors. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's, which stands beside
  async data(query: string, variables?: object): Promise<any> {
    const { data, errors } = await this.answer(query, variables);
    if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Budgets make requests wait. */
  async while<Result>(pending: Promise<Result>): Promise<Result> {
    let done = false;
    const settled = pending.finally(() => {
      done = true;
    });
    settled.catch(() => undefined);
    while (!done) await this.clock.advance(100);
    return settled;
  }

  async stop(): Promise<void> {
    await this.#graph?.stop();
    await Promise.all([...this.#boards.values()].map(({ running }) => running.close()));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
