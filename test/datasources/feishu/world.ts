import { createFeishuStandIn, type FeishuStandIn, type FeishuStandInOptions } from "../../../src/sandbox/feishu/index.js";
import { type RequestRecord, type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../../support/clock.js";
import { type GraphAnswer, startGraph, type TestGraph } from "../../support/graph.js";
import { passing } from "./support.js";

/** Feishu's stand-in, the whole server before it, and one clock for both. */
export interface World {
  clock: ManualClock;
  standIn: FeishuStandIn;
  running: RunningStandIn;
  graph: TestGraph;
  requests(path?: string): RequestRecord[];
  forget(): void;
  /** Asks while time passes; errors are part of the answer. */
  ask<Data>(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<GraphAnswer<Data>>;
  /** The same for what must not fail. */
  data<Data>(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Data>;
  stop(): Promise<void>;
}

export async function startWorld({ env, ...options }: FeishuStandInOptions & { env?: Record<string, string> } = {}): Promise<World> {
  // Deadlines of requests are real time, so the clock starts there; from then on it moves only while a test waits for something.
  const clock = new ManualClock(Date.now());
  const standIn = createFeishuStandIn({ ...options, clock });
  const running = await startStandIn({ handle: standIn.handle, clock });
  const graph = await startGraph({
    clock,
    env: { FEISHU_APP_ID: "cli_sandbox", FEISHU_APP_SECRET: "sandbox-secret", FEISHU_BASE_URL: running.origin, ...env },
  });
  const ask: World["ask"] = (query, variables = {}, headers = {}) => passing(clock, graph.ask(query, variables, headers)) as never;
  return {
    clock,
    standIn,
    running,
    graph,
    requests: (path = "") => running.requests.filter((request) => request.path.startsWith(path)),
    forget: () => void running.requests.splice(0),
    ask,
    data: async (query, variables, headers) => {
      const answer = await ask(query, variables, headers);
      if (answer.errors !== undefined || !answer.data) throw new Error(JSON.stringify(answer.errors));
      return answer.data as never;
    },
    stop: async () => {
      await passing(clock, graph.stop());
      await running.close();
    },
  };
}
