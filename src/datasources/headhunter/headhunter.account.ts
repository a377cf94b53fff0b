import type { Clock } from "../../clock.js";
import type { CallScope } from "../../http/request.js";
import { askingAnew } from "../../http/scope.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { nameVariables } from "../contract/variables.js";
import type { HeadHunterClient } from "./headhunter.client.js";
import { nativeId } from "./headhunter.mapping.js";
import { FIELD_RULES_KEPT_MS } from "./headhunter.policy.js";
import type { WireFieldRules } from "./headhunter.wire.js";

export interface AccountIds {
  employerId: string;
  managerId: string;
}

/** The parts of the account that all requests of the process share: ids of employer and manager, and the field rules. */
export class HeadHunterAccount {
  readonly #source: Source;
  readonly #client: HeadHunterClient;
  readonly #clock: Clock;
  readonly #configured: Partial<AccountIds>;
  #ids: AccountIds | undefined;
  #rules: { tree: WireFieldRules; readAt: number } | undefined;

  constructor(source: Source, client: HeadHunterClient, clock: Clock, configured: { employerId?: string; managerId?: string }) {
    this.#source = source;
    this.#client = client;
    this.#clock = clock;
    this.#configured = configured;
  }

  /** The ids as configured, else from GET /me, which is read once. Reads at the same time share one request. */
  async ids(scope: CallScope): Promise<AccountIds> {
    if (this.#ids !== undefined) return this.#ids;
    const { employerId, managerId } = this.#configured;
    if (employerId !== undefined && managerId !== undefined) this.#ids = { employerId, managerId };
    else {
      const me = await this.#client.me(askingAnew(scope));
      this.#ids = {
        employerId: employerId ?? known(this.#source, nativeId(me.employer?.id)),
        managerId: managerId ?? known(this.#source, nativeId(me.manager?.id)),
      };
    }
    return this.#ids;
  }

  /** The manager, where it is known without asking HeadHunter. */
  get knownManagerId(): string | undefined {
    return this.#ids?.managerId ?? this.#configured.managerId;
  }

  /** The field rules, as old as the caller allows. */
  async freshFieldRules(scope: CallScope): Promise<WireFieldRules> {
    const { tree, receivedAt } = await this.#client.getFieldRules(scope);
    if (receivedAt >= (this.#rules?.readAt ?? receivedAt)) this.#rules = { tree, readAt: receivedAt };
    return tree;
  }

  /** The field rules, at most FIELD_RULES_KEPT_MS old. */
  async fieldRules(scope: CallScope): Promise<WireFieldRules> {
    const kept = this.#rules;
    if (kept !== undefined && this.#clock.now() - kept.readAt < FIELD_RULES_KEPT_MS) return kept.tree;
    return this.freshFieldRules(scope);
  }
}

function known(source: Source, id: string | undefined): string {
  if (id !== undefined) return id;
  throw new VendorError({
    ...source,
    code: "ACCESS_DENIED",
    sent: "no",
    message: nameVariables(
      source,
      "HeadHunter says that the token belongs to no manager of an employer. Set HEADHUNTER_ACCESS_TOKEN to a manager's own token, or name " +
        "HEADHUNTER_EMPLOYER_ID and HEADHUNTER_MANAGER_ID.",
    ),
  });
}
