import { isIP } from "node:net";
import type { EnvReader } from "./env-reader.js";

/** Labels of RFC 1123; an underscore is common in names of containers. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;

/** Where to listen: an address, or a name. An IPv6 address may stand in brackets, as it does in a URL. */
export function readHost(env: EnvReader): string {
  const host = env.string("HOST", "127.0.0.1");
  const address = /^\[(.*)\]$/.exec(host)?.[1] ?? host;
  if (isIP(address) !== 0) return address;
  if (!HOST_NAME.test(host))
    env.fault("HOST", "expected an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0: no scheme, and no port (PORT)");
  return host;
}
