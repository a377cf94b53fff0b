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

/** The board, and the whole server in front of it, on one clock. */
export class NoticeboardWorld {
  readonly clock = new ManualClock();
  readonly #env: Record<string, string>;
  readonly #folder = mkdtempSync(join(tmpdir(), "noticeboard-"));
  #board: RunningBoard | undefined;
  #graph: TestGraph | undefined;

  private constructor(env: Record<string, string>) {
    this.#env = env;
  }

  static async start(env: Record<string, string> = {}, options: Omit<NoticeboardStandInOptions, "clock"> = {}): Promise<NoticeboardWorld> {
    const world = new NoticeboardWorld(env);
    world.#board = await startBoard({ ...options, clock: world.clock });
    await world.restart();
    return world;
  }

  get board(): RunningBoard {
    if (this.#board === undefined) throw new Error("The board is not started");
    return this.#board;
  }

  /** The server ends, where one runs, and starts; the board goes on. */
  async restart(): Promise<void> {
    await this.#graph?.stop();
    this.#graph = undefined;
    const { origin } = this.board.running;
    const board = { NOTICEBOARD_TOKEN: "sandbox-token", NOTICEBOARD_BASE_URL: origin };
    const database = { DATABASE_URL: `file:${join(this.#folder, "kept.db")}` };
    this.#graph = await startGraph({
      clock: this.clock,
      modules,
      env: { REQUEST_DEADLINE_MS: "600000", ...board, ...database, ...this.#env },
    });
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
    await this.#board?.running.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
