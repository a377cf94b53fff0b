import { isIPv4 } from "node:net";

/** Whether a peer's address is this machine; knows IPv4 addresses as a dual-stack socket writes them (`::ffff:127.0.0.1`). */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  if (address === "127.0.0.1" || address === "::1") return true;
  const plain = address.replace(/^::ffff:/i, "");
  return plain.startsWith("127.") && isIPv4(plain);
}

/** Whether a server on this host can be reached from this machine only. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === "localhost" || isLoopbackAddress(host.replace(/^\[(.*)\]$/, "$1"));
}

/** Whether a `Host` header names this machine: `localhost:4000`, `127.0.0.1`, `[::1]:4000`. */
export function isLoopbackHostHeader(header: string | undefined): boolean {
  return header !== undefined && isLoopbackHost(header.replace(/:\d*$/, ""));
}
