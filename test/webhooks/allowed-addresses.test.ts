import { promisify } from "node:util";
import { addressInHost, isAllowedAddress, lookupAllowed } from "../../src/webhooks/allowed-addresses.js";

const PUBLIC = [
  "8.8.8.8",
  "1.1.1.1",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.0.1",
  "172.32.0.1",
  "192.169.0.1",
  "223.255.255.255",
  "2606:4700::1111",
  "2a00:1450::1",
];
const PRIVATE = [
  "127.0.0.1",
  "127.255.0.1",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "100.64.0.1",
  "100.127.255.255",
  "::1",
  "fc00::1",
  "fd12:3456::1",
];
const NEVER = [
  ...[
    "0.0.0.0",
    "0.1.2.3",
    "169.254.169.254",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
  ],
  ...["::", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "3fff::1"],
  // An IPv4 address within an IPv6 one: mapped, compatible, NAT64, 6to4, Teredo.
  ...[
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:a00:1",
    "::10.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "2002:a00:1::",
    "2001:0:a00:1::",
  ],
  ...["localhost", "", "127.1", "10.0.0.1:80", "fe80::1%lo"],
];

describe("An address that a receiver may have", () => {
  it.each(PUBLIC)("is %s, wherever the receiver is said to be", (address) => {
    expect([isAllowedAddress(address, false), isAllowedAddress(address, true)]).toEqual([true, true]);
  });

  it.each(PRIVATE)("is %s where the receiver is said to be private", (address) => {
    expect([isAllowedAddress(address, false), isAllowedAddress(address, true)]).toEqual([false, true]);
  });

  it.each(NEVER)("is never %j", (address) => {
    expect([isAllowedAddress(address, false), isAllowedAddress(address, true)]).toEqual([false, false]);
  });
});

it.each([
  ["http://2130706433/", "127.0.0.1"],
  ["http://0x7f.1/", "127.0.0.1"],
  ["http://127.1/", "127.0.0.1"],
  ["http://[0:0:0:0:0:0:0:1]/", "::1"],
  ["http://[::ffff:127.0.0.1]/", "::ffff:7f00:1"],
  ["http://127.0.0.1.example.com/", undefined],
])("the address in %s is seen however it is written", (url, address) => {
  expect(addressInHost(new URL(url).hostname)).toBe(address);
});

describe("Looking a name up for a connection", () => {
  const lookup = (isPrivate: boolean, all: boolean) =>
    promisify((callback: (error: Error | null, found?: unknown) => void) =>
      lookupAllowed(isPrivate)("localhost", { all }, (error, found) => callback(error, found)),
    )();

  it("fails where the name leads to this machine, and that is not allowed", async () => {
    await expect(lookup(false, true)).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
    await expect(lookup(false, false)).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
  });

  it("gives what is allowed, one or all", async () => {
    expect(await lookup(true, true)).toContainEqual({ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/), family: expect.any(Number) });
    expect(await lookup(true, false)).toMatch(/^(127\.0\.0\.1|::1)$/);
  });
});
