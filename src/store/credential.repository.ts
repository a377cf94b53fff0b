import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Source } from "../schema/common/source.js";
import type { CredentialCipher, Place } from "../secrets/credential-cipher.js";
import { type Database, isShared } from "./database.js";
import { sourceColumns } from "./source-columns.js";
import type { Tables, VendorCredentialRow } from "./tables.js";

export interface StoredCredential {
  accessToken: string;
  refreshToken: string;
  renewedAt: string;
  expiresAt: string | null;
}

/** A pair is there, and no key of CREDENTIALS_KEY opens it. */
export const SEALED = "sealed";

/** Tokens that were renewed, filed under a hash of the configured refresh token they descend from: a new login starts a new line. */
export class CredentialRepository {
  readonly #database: Database;
  readonly #source: { vendor: string; account: string };
  readonly #cipher: CredentialCipher;

  constructor(database: Database, source: Source, cipher: CredentialCipher) {
    this.#database = database;
    this.#source = sourceColumns(source);
    this.#cipher = cipher;
  }

  /** The newest pair that descends from this configured refresh token; undefined where it was never renewed. */
  async newest(configuredRefreshToken: string): Promise<StoredCredential | typeof SEALED | undefined> {
    const row = await this.#database
      .selectFrom("vendor_credentials")
      .selectAll()
      .where((row) => row.and(this.#source))
      .where("origin_hash", "=", hashOf(configuredRefreshToken))
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const opened = openRow(row, this.#cipher);
    if (opened === undefined) return SEALED;
    const { access_token: accessToken, refresh_token: refreshToken } = opened;
    return { accessToken, refreshToken, renewedAt: row.renewed_at, expiresAt: row.expires_at };
  }

  /**
   * Does a work that no other server on the database does for the same login at the same time. Of a server that died, the database ends the work.
   *
   * @returns undefined where another server is at it
   */
  async alone<Result>(configuredRefreshToken: string, work: () => Promise<Result>): Promise<{ result: Result } | undefined> {
    if (!isShared(this.#database)) return { result: await work() };
    const { vendor, account } = this.#source;
    const lock = JSON.stringify(["renewal", vendor, account, hashOf(configuredRefreshToken)]);
    return this.#database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ ours: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as ours`.execute(
        transaction,
      );
      return rows[0]?.ours === true ? { result: await work() } : undefined;
    });
  }

  async keep(configuredRefreshToken: string, pair: StoredCredential): Promise<void> {
    const { accessToken: access_token, refreshToken: refresh_token, renewedAt: renewed_at, expiresAt: expires_at } = pair;
    const key = { ...this.#source, origin_hash: hashOf(configuredRefreshToken) };
    const tokens = { ...sealTokens(key, { access_token, refresh_token }, this.#cipher), renewed_at, expires_at };
    await this.#database
      .insertInto("vendor_credentials")
      .values({ ...key, ...tokens })
      .onConflict((conflict) => conflict.columns(["vendor", "account", "origin_hash"]).doUpdateSet(tokens))
      .execute();
  }
}

type RowKey = Pick<VendorCredentialRow, "vendor" | "account" | "origin_hash">;
type Tokens = Pick<VendorCredentialRow, "access_token" | "refresh_token">;

/**
 * Brings every pair under the first key of CREDENTIALS_KEY. What no key opens stays as it is: the key may come back. A pair that another server
 * renews meanwhile stays as well, since that has sealed it.
 *
 * @returns how many were in clear before
 */
export async function sealAnew(database: Kysely<Tables>, cipher: CredentialCipher): Promise<number> {
  let inClear = 0;
  for (const row of await database.selectFrom("vendor_credentials").selectAll().execute()) {
    const { vendor, account, origin_hash, access_token, refresh_token } = row;
    if (cipher.isCurrent(access_token) && cipher.isCurrent(refresh_token)) continue;
    const tokens = openRow(row, cipher);
    if (tokens === undefined) continue;
    const { numUpdatedRows } = await database
      .updateTable("vendor_credentials")
      .set(sealTokens(row, tokens, cipher))
      .where((column) => column.and({ vendor, account, origin_hash, access_token, refresh_token }))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n && (cipher.isClear(access_token) || cipher.isClear(refresh_token))) inClear += 1;
  }
  return inClear;
}

function openRow(row: RowKey & Tokens, cipher: CredentialCipher): Tokens | undefined {
  const access_token = cipher.open(row.access_token, placeOf(row, "access_token"));
  const refresh_token = cipher.open(row.refresh_token, placeOf(row, "refresh_token"));
  return access_token === undefined || refresh_token === undefined ? undefined : { access_token, refresh_token };
}

function sealTokens(key: RowKey, { access_token, refresh_token }: Tokens, cipher: CredentialCipher): Tokens {
  return {
    access_token: cipher.seal(access_token, placeOf(key, "access_token")),
    refresh_token: cipher.seal(refresh_token, placeOf(key, "refresh_token")),
  };
}

function placeOf({ vendor, account, origin_hash }: RowKey, column: keyof Tokens): Place {
  return ["vendor_credentials", vendor, account, origin_hash, column];
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
