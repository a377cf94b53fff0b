import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { userError } from "../contract/user-errors.js";
import { INPUT_PATHS } from "./linkedin.input-paths.js";
import { type LinkedInApi, whyNotTaken } from "./linkedin.version.js";
import type { WireJob } from "./linkedin.wire.js";

/** `linkedin.extra`: LinkedIn's fields that the graph has no name for. They are sent, and kept, beside the typed ones. */

/** Fields that nobody may give: the server's own, those that spend money, and those that LinkedIn has retired (schema page). */
const RESERVED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    jobPostingOperationType: "is said by the mutation",
    budget: "spends money, which the graph has no word for",
    state: "is derived by LinkedIn",
    workRemoteAllowed: "is retired at LinkedIn: give linkedin.workplaceType",
    countryCode: "is retired at LinkedIn: give linkedin.location",
    postalCode: "is retired at LinkedIn: give linkedin.location",
    companyDescription: "is retired at LinkedIn",
  }),
);

export function extraFaults(extra: unknown, api: LinkedInApi): UserError[] {
  if (extra === undefined || extra === null) return [];
  const wrong = (message: string) => userError(UserErrorCode.INVALID_INPUT, message, { field: ["linkedin", "extra"] });
  if (typeof extra !== "object" || Array.isArray(extra)) return [wrong("extra must be an object: fields by LinkedIn's names.")];
  return Object.entries(extra).flatMap(([name, value]) => {
    const shown = `extra.${name.slice(0, 100)}`;
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return [wrong(`${shown} is no name of a LinkedIn field: letters and digits only.`)];
    const typed = INPUT_PATHS.get(name)?.join(".");
    if (typed !== undefined) return [wrong(`${shown} has a field of its own: give ${typed} instead.`)];
    const reserved = RESERVED.get(name);
    if (reserved !== undefined) return [wrong(`${shown} ${reserved}: leave it out.`)];
    const why = value === null ? undefined : whyNotTaken(api, name, value);
    return why === undefined ? [] : [wrong(`${shown} ${why}.`)];
  });
}

/** The posting with these fields set; null takes one away. @param extra one without faults. */
export function withExtra<Job extends Partial<WireJob>>(job: Job, extra: unknown): Job {
  if (extra === undefined || extra === null) return job;
  const fields = Object.entries({ ...job, ...(extra as object) }).filter(([, value]) => value !== null);
  return Object.fromEntries(fields) as Job;
}

/** Faults of fields that a posting keeps from `/v2`, and that cannot be left out: a private posting would become public. */
export function keptFaults({ availability }: Partial<WireJob>, api: LinkedInApi, field: string[]): UserError[] {
  const why = availability === undefined ? undefined : whyNotTaken(api, "availability", availability);
  if (why === undefined) return [];
  const message = `The posting's availability ${why} (updateVacancy, linkedin.extra), or close the posting.`;
  return [userError(UserErrorCode.INVALID_INPUT, message, { field })];
}
