import type { Clock } from "../clock.js";
import { type Config, ConfigError } from "../config/config.js";
import type { VendorModule } from "../datasources/contract/vendor-module.js";
import { tablesOf } from "../datasources/registry.js";
import { sourceOf } from "../schema/common/source.js";
import { sealAnew } from "../store/credential.repository.js";
import { type Database, eraseFormerRows, IN_MEMORY, migrate, openDatabase } from "../store/database.js";
import { beginStandInsAnew, ForeignRecordsError } from "../store/stand-in-records.js";
import type { Logger } from "../telemetry/logger.js";

/** The database is given so long for a statement, and half of a request's time where that is less. */
const ANSWERS_WITHIN_MS = 5_000;
const SHORTEST_ANSWER_MS = 1_000;

/** Opens the database and removes rows about stand-ins of earlier starts. */
export async function openRecords(modules: readonly VendorModule[], config: Config, logger: Logger, clock: Clock): Promise<Database> {
  const tables = tablesOf(modules);
  const database = await openDatabase(config.keepsRecords ? config.databaseUrl : IN_MEMORY);
  try {
    await migrate(database, tables);
    await encryptKeptTokens(database, config, logger);
    database.expectAnswersWithin(Math.min(ANSWERS_WITHIN_MS, Math.max(SHORTEST_ANSWER_MS, config.requestDeadlineMs / 2)));
    const inSandbox = config.vendors.filter(({ mode }) => mode === "SANDBOX").map(({ slug }) => slug);
    const standIns = modules.filter(({ slug }) => inSandbox.includes(slug)).map(({ vendor }) => vendor);
    const ofStandIns = standIns.map((vendor) => sourceOf(vendor));
    const forgotten = await beginStandInsAnew(database, tables, ofStandIns, new Date(clock.now()).toISOString());
    if (!config.keepsRecords) {
      logger.info({ standIns }, "The stand-ins and the database, which is in memory, begin anew with each start; DATABASE_URL keeps one");
    } else if (standIns.length > 0 || forgotten > 0) {
      logger.info({ standIns, forgotten }, "Stand-ins begin anew with each start, and what the database held of earlier ones is forgotten");
    }
    return database;
  } catch (error) {
    await database.destroy();
    if (!(error instanceof ForeignRecordsError)) throw error;
    const vendors = [...new Set(error.sources.map(({ vendor }) => vendor))].join(", ");
    const message =
      `holds records of ${vendors}, which is to be a stand-in now, and they are not known to be of one. Name a database ` +
      "that stand-ins may have, or leave these vendors out of SANDBOX_VENDORS";
    throw new ConfigError([{ variable: "DATABASE_URL", message }]);
  }
}

/** Brings kept tokens under the first of CREDENTIALS_KEY. Of what was in clear until now, nothing is left in the database's files. */
async function encryptKeptTokens(database: Database, { cipher, keepsRecords, databaseUrl }: Config, logger: Logger): Promise<void> {
  const inClear = await sealAnew(database, cipher);
  if (inClear === 0) return;
  logger.info({ inClear }, "Tokens that the database held in clear are encrypted");
  try {
    if (keepsRecords) await eraseFormerRows(database, databaseUrl, "vendor_credentials");
  } catch (error) {
    logger.warn(
      { err: error },
      "the database's files may hold them in clear still: VACUUM it (docs/operations.md, Tokens in the database)",
    );
  }
}
