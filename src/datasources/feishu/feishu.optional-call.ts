import type { Clock } from "../../clock.js";
import { VendorError } from "../../http/vendor-error.js";

/** How long an app is taken to lack a right: an administrator may grant it at any time. */
const LACKING_FOR_MS = 60 * 60_000;
/** "app lacks the API scope". */
const NO_SCOPE = "99991672";

/**
 * An endpoint that the app may lack, because its scope is not granted or the cloud does not have it. That is remembered for a while, and found
 * out by one call at a time, so that reading many records does not ask for the endpoint once for each.
 */
export class OptionalCall {
  readonly #clock: Clock;
  #lacksUntil = Number.NEGATIVE_INFINITY;
  #isGranted = false;
  #probe: Promise<void> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The answer; undefined where the app lacks the endpoint.
   *
   * @throws VendorError every other failure of the call.
   */
  async attempt<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
    if (!this.#isGranted && this.#probe !== undefined) await this.#probe;
    if (this.#clock.now() < this.#lacksUntil) return undefined;
    const calling = this.#call(call);
    if (!this.#isGranted) {
      const probe = calling
        .then(
          () => undefined,
          () => undefined,
        )
        .finally(() => {
          if (this.#probe === probe) this.#probe = undefined;
        });
      this.#probe = probe;
    }
    return calling;
  }

  async #call<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      const answer = await call();
      this.#isGranted = true;
      return answer;
    } catch (error) {
      // Any other refusal of Feishu's own shows that the endpoint is there.
      if (!lacks(error)) {
        if (error instanceof VendorError && error.sent === "yes") this.#isGranted = true;
        throw error;
      }
      this.#isGranted = false;
      this.#lacksUntil = this.#clock.now() + LACKING_FOR_MS;
      return undefined;
    }
  }
}

/** Whether the scope is missing, or the gateway has no such path. */
function lacks(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false;
  return error.vendorCode === NO_SCOPE || (error.code === "BAD_RESPONSE" && error.status === 404 && error.sent === "no");
}
