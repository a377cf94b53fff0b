import { inspect } from "node:util";
import { CredentialCipher } from "../../src/secrets/credential-cipher.js";

const OLD = Buffer.alloc(32, 1);
const NEW = Buffer.alloc(32, 2);
const PLACE = ["vendor_credentials", "HEADHUNTER", "default", "hash", "access_token"];
const TOKEN = "USERtoken-of-the-manager";

const old = new CredentialCipher([OLD]);
const rotating = new CredentialCipher([NEW, OLD]);
const none = new CredentialCipher();

describe("What is kept encrypted", () => {
  it("opens under its key, whatever its characters and however long it is", () => {
    for (const text of [TOKEN, "", "x", "é😀\u0000", "x".repeat(100_000)]) expect(old.open(old.seal(text, PLACE), PLACE)).toBe(text);
  });

  it("shows nothing of its text, and is another one each time", () => {
    const sealed = old.seal(TOKEN, PLACE);
    expect(sealed).toMatch(/^hiregraph\.v1\.[\w-]{11}\.[\w-]+$/);
    expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain(TOKEN);
    expect(new Set(Array.from({ length: 1_000 }, () => old.seal(TOKEN, PLACE).slice(0, 45))).size).toBe(1_000);
  });

  it("is under the first key, and opens under each of them", () => {
    const before = old.seal(TOKEN, PLACE);
    const after = rotating.seal(TOKEN, PLACE);
    expect([rotating.open(before, PLACE), rotating.open(after, PLACE)]).toEqual([TOKEN, TOKEN]);
    expect([new CredentialCipher([NEW]).open(after, PLACE), old.open(after, PLACE)]).toEqual([TOKEN, undefined]);
    expect([before, after].map((kept) => rotating.isCurrent(kept))).toEqual([false, true]);
  });

  it("opens under no other key, and not without any", () => {
    const sealed = old.seal(TOKEN, PLACE);
    expect([new CredentialCipher([NEW]).open(sealed, PLACE), none.open(sealed, PLACE)]).toEqual([undefined, undefined]);
  });

  it.each(PLACE.map((_, index) => index))("opens in its own place alone: part %i of another", (index) => {
    const elsewhere = PLACE.with(index, "other");
    expect(old.open(old.seal(TOKEN, PLACE), elsewhere)).toBeUndefined();
  });

  it("does not open in a place whose parts only read the same in a row", () => {
    expect(old.open(old.seal(TOKEN, ["a", "bc"]), ["ab", "c"])).toBeUndefined();
  });

  it("does not open once any of its characters was changed, left out or added", () => {
    const sealed = old.seal(TOKEN, PLACE);
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === "A" ? "B" : "A";
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      // Another beginning is a text in clear; it is no token either.
      if (changed.startsWith("hiregraph.")) expect([changed, old.open(changed, PLACE)]).toEqual([changed, undefined]);
      const shorter = sealed.slice(0, at);
      if (shorter.startsWith("hiregraph.")) expect([shorter, old.open(shorter, PLACE)]).toEqual([shorter, undefined]);
    }
    for (const longer of [`${sealed}A`, `${sealed}AAAA`, `${sealed}=`, `${sealed}\n`, `${sealed}.`]) {
      expect([longer, old.open(longer, PLACE)]).toEqual([longer, undefined]);
    }
  });

  it("of a later form counts as closed", () => {
    expect(old.open(old.seal(TOKEN, PLACE).replace(".v1.", ".v2."), PLACE)).toBeUndefined();
  });
});

describe("What is kept in clear", () => {
  it("is read with and without keys, and is to be encrypted where there is one", () => {
    expect([old.open(TOKEN, PLACE), none.open(TOKEN, PLACE)]).toEqual([TOKEN, TOKEN]);
    expect([old.isCurrent(TOKEN), none.isCurrent(TOKEN), none.seal(TOKEN, PLACE)]).toEqual([false, true, TOKEN]);
  });
});

it("A cipher shows its keys to nobody", () => {
  const shown = inspect(old, { depth: 9, showHidden: true }) + JSON.stringify(old);
  expect(shown).not.toMatch(/01 ?01 ?01|AQEB|\[1,1,1/);
});
