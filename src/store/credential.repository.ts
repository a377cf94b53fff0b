import { createHash } from "node:crypto";
import type { Database } from "./database.js";

export interface StoredCredential {
  accessToken: string;
  refreshToken: string;
  renewedAt: string;
}

/** Tokens that were renewed, filed under a hash of the configured refresh token they descend from: a new login starts a new line. */
export class CredentialRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The newest pair that descends from this configured refresh token; undefined where it was never renewed. */
  async newest(vendor: string, configuredRefreshToken: string): Promise<StoredCredential | undefined> {
    const row = await this.#database
      .selectFrom("vendor_credentials")
      .select(["access_token", "refresh_token", "renewed_at"])
      .where("vendor", "=", vendor)
      .where("origin_hash", "=", hashOf(configuredRefreshToken))
      .executeTakeFirst();
    return row && { accessToken: row.access_token, refreshToken: row.refresh_token, renewedAt: row.renewed_at };
  }

  async keep(vendor: string, configuredRefreshToken: string, pair: StoredCredential): Promise<void> {
    const tokens = { access_token: pair.accessToken, refresh_token: pair.refreshToken, renewed_at: pair.renewedAt };
    await this.#database
      .insertInto("vendor_credentials")
      .values({ vendor, origin_hash: hashOf(configuredRefreshToken), ...tokens })
      .onConflict((conflict) => conflict.columns(["vendor", "origin_hash"]).doUpdateSet(tokens))
      .execute();
  }
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
