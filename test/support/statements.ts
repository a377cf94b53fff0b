import { open } from "node:fs/promises";
import LibsqlDatabase from "libsql";
import pg from "pg";

/** What is done to the databases of this process, and what a test notes in between, in one order. */
export interface Statements {
  events: string[];
  /** Ends the recording. */
  stop(): void;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Records each statement as its first words (`insert operations`), `begin`, `commit`, and of SQLite's log `sync` where the disk has it. On
 * PostgreSQL a commit that does not wait for the disk says so: `update operations, relaxed`.
 */
export async function recordStatements(): Promise<Statements> {
  const events: string[] = [];
  const undo: (() => void)[] = [];
  function replace(owner: object, name: string, make: (original: Method) => Method): void {
    const original = Reflect.get(owner, name) as Method;
    Reflect.set(owner, name, make(original));
    undo.push(() => Reflect.set(owner, name, original));
  }
  const texts = new WeakMap<object, string>();
  replace(
    LibsqlDatabase.prototype,
    "exec",
    (exec) =>
      function (this: unknown, text) {
        const result = exec.call(this, text);
        events.push(wordsOf(String(text)));
        return result;
      },
  );
  replace(
    LibsqlDatabase.prototype,
    "prepare",
    (prepare) =>
      function (this: unknown, text) {
        const statement = prepare.call(this, text) as object;
        texts.set(statement, String(text));
        return statement;
      },
  );
  const statement = Object.getPrototypeOf(new LibsqlDatabase(":memory:").prepare("select 1")) as object;
  for (const name of ["run", "all"]) {
    replace(
      statement,
      name,
      (run) =>
        function (this: unknown, ...args) {
          events.push(wordsOf(texts.get(this as object) ?? "kept from before"));
          return run.apply(this, args);
        },
    );
  }
  replace(
    pg.Client.prototype,
    "query",
    (query) =>
      function (this: unknown, ...args) {
        const [asked] = args as [string | { text: string }];
        events.push(wordsOf(typeof asked === "string" ? asked : asked.text));
        return query.apply(this, args);
      },
  );
  const file = await open("/dev/null");
  replace(
    Object.getPrototypeOf(file) as object,
    "datasync",
    (datasync) =>
      async function (this: unknown) {
        await datasync.call(this);
        events.push("sync");
      },
  );
  await file.close();
  return {
    events,
    stop: () => {
      for (const step of undo) step();
    },
  };
}

function wordsOf(text: string): string {
  const [, verb = text] = /^\s*(\w+)/.exec(text) ?? [];
  if (verb === "start") return "begin";
  const [, table] = /(?:from|into|update) "(\w+)"/.exec(text) ?? [];
  const relaxed = text.includes("synchronous_commit") ? ", relaxed" : "";
  return table === undefined ? verb : `${verb} ${table}${relaxed}`;
}
