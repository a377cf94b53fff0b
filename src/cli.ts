import { inspect } from "node:util";
import { forbidCodeGeneration } from "./code-generation.js";
import { type Config, ConfigError, loadEnv, readConfig } from "./config/config.js";
import { tablesOf, vendorModules } from "./datasources/registry.js";
import { parseCommandLine, USAGE, UsageError } from "./export/command-line.js";
import { ExportedRecords } from "./export/exported-records.js";
import { writeLines } from "./export/write-lines.js";
import { Secrets } from "./secrets/secrets.js";
import { type Database, IN_MEMORY, openKeptDatabase } from "./store/database.js";

/** The configuration's secrets, which are cut out of every record and message. */
let secrets = new Secrets();

/** Reading changes nothing: a database that the server has not brought up to this version is refused. */
async function openRecords({ keepsRecords, databaseUrl }: Config): Promise<Database> {
  if (!keepsRecords || databaseUrl === IN_MEMORY) {
    const message = "names no database: the server's records are in memory, and end with it";
    throw new ConfigError([{ variable: "DATABASE_URL", message }]);
  }
  return openKeptDatabase(databaseUrl, tablesOf(vendorModules));
}

async function run(args: readonly string[]): Promise<void> {
  const command = parseCommandLine(args);
  if (command === "help") {
    process.stdout.write(USAGE);
    return;
  }
  const config = readConfig(loadEnv(process.cwd(), process.env), { vendors: vendorModules });
  secrets = config.secrets;
  const database = await openRecords(config);
  forbidCodeGeneration();
  try {
    await writeLines(new ExportedRecords(database, vendorModules)[command.records](command.span), process.stdout, secrets);
  } finally {
    await database.destroy();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof UsageError;
  const isFromOutside = error instanceof Error && ("code" in error || error.cause !== undefined);
  const message = isExpected || isFromOutside ? `hiregraph: ${error.message}` : inspect(error);
  process.stderr.write(`${secrets.cut(message)}\n${error instanceof UsageError ? `\n${USAGE}` : ""}`);
  process.exitCode = isExpected ? error.exitCode : 1;
});
