import type { Clock } from "../../clock.js";
import type { Secrets } from "../../secrets/secrets.js";
import { isSuccess } from "../classify.js";
import { withoutSecrets } from "../cut-secrets.js";
import type { CallScope, Layer, VendorRequest, VendorResponse } from "../request.js";
import type { Upstream } from "../vendor-error.js";
import type { SourceAnswers } from "./source-answers.js";

export interface ServeOptions extends Upstream {
  answers: SourceAnswers;
  clock: Clock;
  secrets: Secrets;
  /** Called for each answer that serves again. */
  onCached?: () => void;
}

/** Answers reads whose callers allow an age with an answer that is no older. Such a read costs nothing: no budget, no allowance, no turn. */
export function serveAnswersLayer({ vendor, account, answers, clock, secrets, onCached }: ServeOptions): Layer {
  async function found(request: VendorRequest, scope: CallScope, maxAgeMs: number): Promise<VendorResponse | undefined> {
    const kept = await answers.find(answeredBy(request));
    if (kept === undefined) return undefined;
    const { sentAt = Number.NEGATIVE_INFINITY } = kept;
    const age = clock.now() - sentAt;
    // Below zero the clock was set back, and nobody knows.
    if (age < 0 || age > maxAgeMs) return undefined;
    onCached?.();
    scope.cost?.cached({ vendor, account }, sentAt);
    // A secret may have become known since.
    const clean = kept.cutFor === secrets.version ? kept : withoutSecrets(kept, secrets);
    if (clean === kept) kept.cutFor = secrets.version;
    return clean;
  }
  return (next) => (request, scope) => {
    const { maxAgeMs } = scope;
    if (maxAgeMs === undefined || request.intent === "change") return next(request, scope);
    return found(request, scope, maxAgeMs).then((answer) => answer ?? next(request, scope));
  };
}

/**
 * Keeps what a read was answered. A change puts out all answers of its vendor, before it is sent and after: an answer that was asked for before
 * either of them is not kept.
 */
export function keepAnswersLayer({ answers, secrets }: Pick<ServeOptions, "answers" | "secrets">): Layer {
  return (next) => (request, scope) => {
    if (request.intent === "change") {
      // Whoever asks meanwhile may get the old or the new: nobody has to wait for that it is told.
      void answers.evict();
      return next(request, scope).finally(() => answers.evict());
    }
    const { epoch } = answers;
    return next(request, scope).then((response) => {
      // What a request accepts besides success is an answer for now: a record that is not there yet.
      return isSuccess(response) && answers.epoch === epoch ? answers.keep(answeredBy(request), response, secrets.version) : response;
    });
  };
}

/** All of a request that can change its answer. Who asks, and with which token, is the source's. */
function answeredBy({ method, path, query, headers, json, form, accept }: VendorRequest): string {
  return JSON.stringify([method, path, query, headers, json, form, accept]);
}
