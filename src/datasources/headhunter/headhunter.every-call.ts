import type { Clock } from "../../clock.js";
import type { CallScope, Send } from "../../http/request.js";
import { askingAnew } from "../../http/scope.js";
import { AllowanceSpent, CallAborted, VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { nameVariables } from "../contract/variables.js";
import { accountsInWords } from "./headhunter.errors.js";
import type { HeadHunterSettings } from "./headhunter.settings.js";
import type { WireManagerAccount } from "./headhunter.wire.js";

/**
 * Sends every request with the site, the language and the work account of the settings (general page: `host` and `locale` work on any
 * request; OpenAPI: `X-Manager-Account-Id` on every method of employers). The exchange of tokens carries none of them: its answers are
 * recognised by their words.
 */
export function withSettings(send: Send, settings: Pick<HeadHunterSettings, "host" | "locale" | "managerAccountId">): Send {
  const { host, locale, managerAccountId } = settings;
  const site = Object.entries({ host, locale }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const account = managerAccountId === undefined ? undefined : { "x-manager-account-id": managerAccountId };
  if (site.length === 0 && account === undefined) return send;
  return (request, scope) => {
    const query = site.length === 0 ? request.query : [...(request.query ?? []), ...site];
    return send({ ...request, query, headers: account === undefined ? request.headers : { ...request.headers, ...account } }, scope);
  };
}

export interface AccountCheckOptions {
  source: Source;
  clock: Clock;
  managerAccountId: string;
  /** As configured. */
  employerId: string | undefined;
  /** The work accounts of the manager, as the configured one sees them, or as the primary one does. */
  accounts(scope: CallScope, as: "configured" | "primary"): Promise<WireManagerAccount[]>;
}

/** How long a mismatch is believed, and how long the accounts are not asked for again where they could not be read. */
const ASK_AGAIN_AFTER_MS = 60_000;

/**
 * Checks once that the configured work account is one of the manager's, before anything is sent as it. A wrong one stops every request with
 * the ids to choose from. Where the accounts cannot be read, HeadHunter itself judges each request.
 */
export class ManagerAccountCheck {
  readonly #options: AccountCheckOptions;
  #isRight = false;
  #unread: { until: number; because?: VendorError } | undefined;

  constructor(options: AccountCheckOptions) {
    this.#options = options;
  }

  guard(send: Send): Send {
    return async (request, scope) => {
      if (!this.#isRight) await this.#check(askingAnew(scope));
      return send(request, scope);
    };
  }

  async #check(scope: CallScope): Promise<void> {
    const { clock } = this.#options;
    const now = clock.now();
    if (this.#unread !== undefined && now < this.#unread.until) {
      if (this.#unread.because !== undefined) throw this.#unread.because;
      return;
    }
    try {
      const because = this.#mismatch(await this.#accounts(scope));
      this.#isRight = because === undefined;
      this.#unread = because && { until: clock.now() + ASK_AGAIN_AFTER_MS, because };
    } catch (error) {
      // The caller's own end says nothing about the accounts.
      const isOurs = error instanceof CallAborted || error instanceof AllowanceSpent || (error instanceof VendorError && error.cutShort);
      if (!isOurs) this.#unread = { until: clock.now() + ASK_AGAIN_AFTER_MS };
    }
    if (this.#unread?.because !== undefined) throw this.#unread.because;
  }

  /** HeadHunter refuses every request as an account that it does not know, so the list is then read as the primary one. */
  async #accounts(scope: CallScope): Promise<WireManagerAccount[]> {
    try {
      return await this.#options.accounts(scope, "configured");
    } catch (error) {
      if (!(error instanceof VendorError) || error.vendorCode !== "manager_extra_account_not_found") throw error;
      return this.#options.accounts(scope, "primary");
    }
  }

  #mismatch(accounts: readonly WireManagerAccount[]): VendorError | undefined {
    const { source, managerAccountId, employerId } = this.#options;
    const own = accounts.find(({ id }) => String(id) === managerAccountId);
    const employer = own?.employer?.id;
    const isOfEmployer = employerId === undefined || employer === null || employer === undefined || String(employer) === employerId;
    if (own !== undefined && isOfEmployer) return undefined;
    const what =
      own === undefined
        ? "HEADHUNTER_MANAGER_ACCOUNT_ID names no account of this manager"
        : "the account of HEADHUNTER_MANAGER_ACCOUNT_ID is not one of the employer of HEADHUNTER_EMPLOYER_ID";
    const choice = accounts.length === 0 ? "The manager has none" : `Set it to one of the manager's: ${accountsInWords(accounts)}`;
    return new VendorError({
      ...source,
      code: "CREDENTIALS_REJECTED",
      sent: "no",
      message: `HeadHunter was not asked, for ${nameVariables(source, what)}. ${choice}.`,
    });
  }
}
