import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { Secrets } from "../../src/secrets/secrets.js";
import { LeakDetector, SECRET_FORMS } from "../support/secret-forms.js";

const SECRET = 's3cr3t/with+every=mark&"quoted"\\and-more';

describe("A secret", () => {
  it.each(Object.entries(SECRET_FORMS))("that comes back %s is cut out completely", (_name, form) => {
    for (const secret of [SECRET, "5f1e9c0b7a2d4e6f8a1b3c5d7e9f0a2b-1", "t-caecc734c2e3328a62489fe0648c4b98779515d3"]) {
      const said = `before ${form(secret)} after`;
      const clean = new Secrets([secret]).cut(said);
      expect(clean).toContain("[redacted]");
      expect(clean).toMatch(/^before .* after$/);
      expect(new LeakDetector([secret], 8).leaksIn(clean)).toEqual([]);
      expect(new LeakDetector([secret], 8).leaksIn(said)).not.toEqual([]);
    }
  });

  it("is cut out of a text as often as it occurs, and the text around it stays", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 16, maxLength: 40 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { minLength: 2, maxLength: 12 }),
        (bytes, between) => {
          const secrets = bytes.map((each) => Buffer.from(each).toString("base64url"));
          const clean = new Secrets(secrets);
          const around = between.map((text) => text.replaceAll(/[\w+/=-]/g, " "));
          const text = around.reduce((before, after, index) => `${before} ${secrets[index % secrets.length]} ${after}`);
          expect(clean.cut(text)).toBe(around.join(" [redacted] "));
          expect(clean.cut(around.join("|"))).toBe(around.join("|"));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("that another secret contains or overlaps is cut out together with it", () => {
    const secrets = new Secrets(["abcdefghijklmnop", "ijklmnopqrstuvwx", "defghijklmno", "abcdefghijklmnop-and-more"]);
    expect(secrets.cut("(abcdefghijklmnop)")).toBe("([redacted])");
    expect(secrets.cut("(abcdefghijklmnopqrstuvwx)")).toBe("([redacted])");
    expect(secrets.cut("(abcdefghijklmnop-and-more)")).toBe("([redacted])");
    expect(secrets.cut("(abcdefghijklmnop)(defghijklmno)")).toBe("([redacted])([redacted])");
  });

  it("of fewer than twelve characters is cut out only as a whole word, and one of fewer than six never", () => {
    const secrets = new Secrets(["hunter2", "job", "open-1"]);
    expect(secrets.cut("hunter2 (hunter2) key=hunter2; hunter22 xhunter2 Яhunter2")).toBe(
      "[redacted] ([redacted]) key=[redacted]; hunter22 xhunter2 Яhunter2",
    );
    expect(secrets.cut("the job of jobs is open-1, reopen-1")).toBe("the job of jobs is [redacted], reopen-1");
    expect(secrets.cut(`Basic ${Buffer.from("hunter2:").toString("base64")}`)).toBe("Basic [redacted]");
  });

  it("in a JSON value is cut out at any depth, also of member names; a value without secrets is returned itself", () => {
    const secrets = new Secrets(["abcdefghijklmnop"]);
    const clean = { a: [{ b: "x" }, null, 1, true], c: { d: [] } };
    expect(secrets.cutIn(clean)).toBe(clean);
    expect(secrets.cutIn({ kept: clean, a: ["abcdefghijklmnop!", 7], "k abcdefghijklmnop": { b: null } })).toEqual({
      kept: clean,
      a: ["[redacted]!", 7],
      "k [redacted]": { b: null },
    });
    expect(secrets.cutIn(null)).toBeNull();
    expect(secrets.cutIn("abcdefghijklmnop")).toBe("[redacted]");
  });

  it("that a vendor issued is known from then on, for as long as it is used", () => {
    const secrets = new Secrets();
    expect(secrets.cut("the-token-in-use")).toBe("the-token-in-use");
    secrets.addMinted("the-token-in-use");
    secrets.addMinted("a-token-used-once");
    secrets.add("a-refresh-token-kept");
    expect(secrets.cut("the-token-in-use")).toBe("[redacted]");
    for (let other = 0; other < 150; other += 1) {
      secrets.addMinted(`another-token-${other}`);
      secrets.addMinted("the-token-in-use");
    }
    expect(secrets.cut("the-token-in-use")).toBe("[redacted]");
    expect(secrets.cut("a-refresh-token-kept")).toBe("[redacted]");
    expect(secrets.cut("another-token-149")).toBe("[redacted]");
    expect(secrets.cut("a-token-used-once")).toBe("a-token-used-once");
  });

  it("is searched in a long text at little cost, even where it is repeated without end", () => {
    const secrets = new Secrets(Array.from({ length: 20 }, () => randomBytes(30).toString("base64url")));
    secrets.add("abcdefghijklmnop");
    const text = Buffer.from("abcdefghijklmnop".repeat(60_000)).toString("base64");
    expect(secrets.cut(text)).toBe("[redacted]");
    expect(secrets.cut("abcdefghijklmnop".repeat(60_000))).toBe("[redacted]");
  });
});
