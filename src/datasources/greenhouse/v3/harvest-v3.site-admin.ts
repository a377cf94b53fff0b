import type { Clock } from "../../../clock.js";
import { isReadable } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import { askingAnew } from "../../../http/scope.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import { nameVariables } from "../../contract/variables.js";
import type { HarvestV3Client } from "./harvest-v3.client.js";
import { TABLE_KEPT_MS } from "./harvest-v3.policy.js";
import { ROUTES, scopeOf } from "./harvest-v3.scopes.js";

export interface SiteAdminOptions {
  source: Source;
  client: Pick<HarvestV3Client, "usersByIds">;
  clock: Clock;
  /** Who acts; undefined: the credential's service user, who may see every list. */
  userId: string | undefined;
  /** Those of the token in use, where it tells them. */
  scopes: () => ReadonlySet<string> | undefined;
}

/**
 * A list asked for by a user who is not Site Admin may come back empty, without a word (docs, "Authentication"). So before an empty list is
 * believed, the user is looked up once, where the token has the scope for users or does not tell its scopes, unless another list of the same
 * request had records.
 */
export class SiteAdmin {
  readonly #options: SiteAdminOptions;
  #known: { isSiteAdmin: boolean; at: number } | undefined;

  constructor(options: SiteAdminOptions) {
    this.#options = options;
  }

  /** @throws VendorError ACCESS_DENIED where the user is known not to be one. */
  async mustBelieveEmpty(route: string, scope: CallScope): Promise<void> {
    const { source, clock, userId, scopes } = this.#options;
    const mayLook = scopes()?.has(scopeOf(ROUTES.users) ?? "");
    if (userId === undefined || mayLook === false) return;
    if (this.#known === undefined || clock.now() - this.#known.at >= TABLE_KEPT_MS) {
      this.#known = { isSiteAdmin: await this.#look(userId, mayLook === true, askingAnew(scope)), at: clock.now() };
    }
    if (this.#known.isSiteAdmin) return;
    const message =
      `${route} came back empty, as Greenhouse answers lists to who is not a Site Admin, and the user of ${nameVariables(source, "GREENHOUSE_USER_ID")} is none. ` +
      "Make that user a Site Admin, or name another one.";
    throw new VendorError({ ...source, code: "ACCESS_DENIED", sent: "yes", retryable: false, message });
  }

  /** Who is not Site Admin may find the list of users empty as well, or refused; without the scope, the refusal says nothing of that. */
  async #look(userId: string, hasScope: boolean, scope: CallScope): Promise<boolean> {
    try {
      const users = await this.#options.client.usersByIds([userId], scope);
      return users.filter(isReadable).some((user) => user.site_admin);
    } catch (error) {
      if (error instanceof VendorError && error.code === "ACCESS_DENIED") return !hasScope;
      throw error;
    }
  }
}
