import { parseArgs } from "node:util";
import type { MomentSpan } from "../store/moment-span.js";

export const USAGE = `hiregraph [start]

Starts the server, and drains it on SIGTERM.

hiregraph export operations|postings --from <day> --to <day>

Writes NDJSON to standard output, one JSON object a line:
  operations   every change: who asked, what was sent, what became of it
  postings     what was published: the posting as published, and what is known of it

Both days (YYYY-MM-DD, in UTC) are included. Both commands read the environment and
.env in the working directory. The server may be running while records are exported.
`;

/** What the command line asks for. */
export interface ExportCommand {
  records: "operations" | "postings";
  span: MomentSpan;
}

/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** EX_USAGE of sysexits.h. */
  readonly exitCode = 64;
}

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): ExportCommand | "help" {
  const { values, positionals } = parsed(args);
  if (values.help) return "help";
  const [command, records, ...others] = positionals;
  if (command !== "export") throw new UsageError(command === undefined ? "no command is given" : `there is no command ${command}`);
  if (records !== "operations" && records !== "postings") throw new UsageError("expected operations or postings after export");
  if (others.length > 0) throw new UsageError(`${others.join(" ")} means nothing here`);
  const [from, to] = [dayOf("--from", values.from), dayOf("--to", values.to)];
  if (to < from) throw new UsageError("--to lies before --from");
  return { records, span: { from: new Date(from).toISOString(), until: new Date(to + DAY_MS).toISOString() } };
}

const DAY_MS = 86_400_000;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: "string" }, to: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The beginning of a day in UTC. Date.parse takes 31 February for a day of March. */
function dayOf(option: string, text: string | undefined): number {
  if (text === undefined) throw new UsageError(`${option} is missing`);
  const start = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(text)) {
    throw new UsageError(`${option} expects a day such as 2026-11-22`);
  }
  return start;
}
