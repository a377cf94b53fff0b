import { lookup as lookUp } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

type Subnet = readonly [network: string, prefix: number];

/** Addresses of a company's own networks, and of this machine. */
const PRIVATE_IPV4: readonly Subnet[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
];
/** Addresses that are no host's, or that only a router or a cloud's own service answers: https://www.iana.org/assignments/iana-ipv4-special-registry/ */
const NO_HOST_IPV4: readonly Subnet[] = [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
const PRIVATE_IPV6: readonly Subnet[] = [
  ["::1", 128],
  ["fc00::", 7],
];
/** All that is public at all: whatever lies outside (NAT64, IPv4-mapped, link-local, multicast …) may lead into a private network. */
const GLOBAL_IPV6: Subnet = ["2000::", 3];
/** Of these, what is not: https://www.iana.org/assignments/iana-ipv6-special-registry/ (6to4 and Teredo hold an IPv4 address). */
const NO_HOST_IPV6: readonly Subnet[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const privateIpv4 = listOf("ipv4", PRIVATE_IPV4);
const noHostIpv4 = listOf("ipv4", NO_HOST_IPV4);
const privateIpv6 = listOf("ipv6", PRIVATE_IPV6);
const globalIpv6 = listOf("ipv6", [GLOBAL_IPV6]);
const noHostIpv6 = listOf("ipv6", NO_HOST_IPV6);

/** Whether an address may be connected to: a public one, or one of a private network or loopback where `isPrivate`. */
export function isAllowedAddress(address: string, isPrivate: boolean): boolean {
  if (isIP(address) === 4) return privateIpv4.check(address) ? isPrivate : !noHostIpv4.check(address);
  if (isIP(address) !== 6) return false;
  if (privateIpv6.check(address, "ipv6")) return isPrivate;
  return globalIpv6.check(address, "ipv6") && !noHostIpv6.check(address, "ipv6");
}

/** The address in a URL's host (`127.0.0.1`, `[::1]`); undefined where it is a name. The URL has put it into its plain form. */
export function addressInHost(host: string): string | undefined {
  const plain = host.replace(/^\[(.*)\]$/, "$1");
  return isIP(plain) === 0 ? undefined : plain;
}

/** The host's name leads to no address that may be connected to. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  readonly code = "ADDRESS_REFUSED";
}

/**
 * Resolves a name for one connection, and leaves out the addresses that may not be connected to: what was public a moment ago need not be now.
 * A host that is an address is never asked for: check it with `isAllowedAddress`.
 */
export function lookupAllowed(isPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, "");
      const allowed = found.filter(({ address }) => isAllowedAddress(address, isPrivate));
      const [first] = allowed;
      if (first === undefined) return callback(new AddressRefused("No address of this name may be connected to."), "");
      return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

function listOf(type: "ipv4" | "ipv6", subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, type);
  return list;
}
