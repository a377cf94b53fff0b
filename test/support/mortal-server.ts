import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/clock.js";
import type { VendorModule } from "../../src/datasources/contract/vendor-module.js";
import { vendorModules } from "../../src/datasources/registry.js";
import type { Database } from "../../src/store/database.js";
import { freshDatabaseAt } from "./databases.js";
import { startGraph, type TestGraph } from "./graph.js";

/**
 * A server in this process that dies like a process, and starts again on the same database. From its death on it records nothing: its
 * database is closed under it. What it has sent is on its way; it learns no answer that a fault of the stand-in keeps from it.
 */
export class MortalServer {
  readonly #folder = mkdtempSync(join(tmpdir(), "hiregraph-mortal-"));
  readonly #env: Record<string, string>;
  readonly #clock: Clock;
  #database: Database | undefined;
  #graph: TestGraph | undefined;

  private constructor(env: Record<string, string>, clock: Clock) {
    this.#env = { ...env, DATABASE_URL: `file:${join(this.#folder, "test.db")}` };
    this.#clock = clock;
  }

  static async start(env: Record<string, string>, clock: Clock): Promise<MortalServer> {
    const server = new MortalServer(env, clock);
    await freshDatabaseAt(join(server.#folder, "test.db"));
    await server.#start();
    return server;
  }

  get graph(): TestGraph {
    if (this.#graph === undefined) throw new Error("The server is not running");
    return this.#graph;
  }

  /** Gives what is left of the one that died: to be stopped once its time limits are over, since its sockets are still open. */
  async dieAndStartAgain(): Promise<TestGraph> {
    const corpse = this.graph;
    await this.#database?.destroy();
    await this.#start();
    return corpse;
  }

  async stop(): Promise<void> {
    await this.graph.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    // A module is handed the database of its server.
    const modules = vendorModules.map(
      (module): VendorModule => ({
        ...module,
        connect: (settings, deps, options) => {
          this.#database = deps.database;
          return module.connect(settings, deps, options);
        },
      }),
    );
    this.#graph = await startGraph({ env: this.#env, clock: this.#clock, modules });
  }
}
