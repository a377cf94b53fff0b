import { isSet } from "./accounts.js";
import { type Findings, RecordingEnvReader, type VendorConfigReader } from "./env-reader.js";

/**
 * Beginnings, besides the vendors' own, that are common to several variables of docs/configuration.md and that no program which shares an
 * environment with this one uses for itself: LOG_, MAX_, OTEL_ and REDIS_ may be another's.
 */
const OWN_FAMILIES = ["AUTH", "WEBHOOK"];

/** What Kubernetes sets in every container for a service of this name: AUTH_SERVICE_HOST, AUTH_PORT_80_TCP_ADDR. */
const SERVICE_LINK = /^[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;

export function isServiceLink(variable: string): boolean {
  return SERVICE_LINK.test(variable);
}

/** Warns of variables that nobody has asked for and that bear the name of one of ours: a slip in a name, or a variable of another version. */
export function warnOfUnknown(
  env: Record<string, string | undefined>,
  readers: readonly Pick<VendorConfigReader, "prefix">[],
  findings: Findings,
): void {
  const prefixes = [...new Set([...readers.map(({ prefix }) => prefix), ...OWN_FAMILIES])].map((family) => `${family}_`);
  const faulty = new Set(findings.faults.map(({ variable }) => variable));
  const reader = new RecordingEnvReader(env, findings.faults, findings);
  for (const name of Object.keys(env).sort()) {
    const isOurs = prefixes.some((prefix) => name.startsWith(prefix)) && !isServiceLink(name);
    if (!isOurs || findings.known.has(name) || faulty.has(name) || !isSet(env, name)) continue;
    reader.warn(name, "is not known to this version and has no effect; correct its name (docs/configuration.md lists all), or unset it");
  }
}
