import { createHash } from "node:crypto";
import type { Source } from "../schema/common/source.js";
import type { Database } from "./database.js";
import { sourceColumns } from "./source-columns.js";

export interface StoredCredential {
  accessToken: string;
  refreshToken: string;
  renewedAt: string;
  expiresAt: string | null;
}

/** Tokens that were renewed, filed under a hash of the configured refresh token they descend from: a new login starts a new line. */
export class CredentialRepository {
  readonly #database: Database;
  readonly #source: { vendor: string; account: string };

  constructor(database: Database, source: Source) {
    this.#database = database;
    this.#source = sourceColumns(source);
  }

  /** The newest pair that descends from this configured refresh token; undefined where it was never renewed. */
  async newest(configuredRefreshToken: string): Promise<StoredCredential | undefined> {
    const row = await this.#database
      .selectFrom("vendor_credentials")
      .select(["access_token", "refresh_token", "renewed_at", "expires_at"])
      .where((row) => row.and(this.#source))
      .where("origin_hash", "=", hashOf(configuredRefreshToken))
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { access_token: accessToken, refresh_token: refreshToken, renewed_at: renewedAt, expires_at: expiresAt } = row;
    return { accessToken, refreshToken, renewedAt, expiresAt };
  }

  async keep(configuredRefreshToken: string, pair: StoredCredential): Promise<void> {
    const { accessToken: access_token, refreshToken: refresh_token, renewedAt: renewed_at, expiresAt: expires_at } = pair;
    const tokens = { access_token, refresh_token, renewed_at, expires_at };
    await this.#database
      .insertInto("vendor_credentials")
      .values({ ...this.#source, origin_hash: hashOf(configuredRefreshToken), ...tokens })
      .onConflict((conflict) => conflict.columns(["vendor", "account", "origin_hash"]).doUpdateSet(tokens))
      .execute();
  }
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
