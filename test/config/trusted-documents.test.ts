import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError, readConfig } from "../../src/config/config.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const [ONE, TWO] = ["{ viewer }", "query Ä { viewer }"];

describe("A file of trusted documents", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hiregraph-trusted-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (content: unknown): string => {
    const path = join(folder, "documents.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  const read = (path: string) => readConfig({ TRUSTED_DOCUMENTS: path }, { vendors: [] });
  const faults = (path: string): readonly unknown[] => {
    try {
      return [read(path)];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.faults.map(({ variable, message }) => `${variable} ${message}`);
    }
  };

  it("is read into documents by their hashes", () => {
    const { trustedDocuments } = read(file({ [sha256(ONE)]: ONE, [sha256(TWO)]: TWO }));
    expect([...(trustedDocuments ?? [])]).toEqual([
      [sha256(ONE), ONE],
      [sha256(TWO), TWO],
    ]);
    expect(readConfig({}, { vendors: [] }).trustedDocuments).toBeUndefined();
  });

  it("may have the name of the algorithm in front of its hashes, as graphql-codegen writes them", () => {
    const { trustedDocuments } = read(file({ [`sha256:${sha256(ONE)}`]: ONE }));
    expect([...(trustedDocuments ?? [])]).toEqual([[sha256(ONE), ONE]]);
    expect(faults(file({ [`sha256:${sha256(ONE)}`]: TWO }))).toEqual([expect.stringContaining("1 of 1 keys is not the SHA-256")]);
  });

  it("is a fault where it is missing or is no file", () => {
    expect(faults(join(folder, "none.json"))).toEqual([
      expect.stringContaining("TRUSTED_DOCUMENTS names a file that cannot be read (ENOENT)"),
    ]);
    expect(faults(folder)).toEqual([expect.stringContaining("(EISDIR)")]);
  });

  it.each([
    ["is no JSON", "{", "is not JSON of the form"],
    ["holds a list", [ONE], "is not JSON of the form"],
    ["holds more than texts", { [sha256(ONE)]: { text: ONE } }, "is not JSON of the form"],
    ["holds nothing", {}, "without a document"],
    [
      "has hashes of another kind",
      { [createHash("sha1").update(ONE).digest("hex")]: ONE, [sha256(TWO)]: TWO },
      '1 of 2 keys is no SHA-256 in hex: graphql-codegen writes them with `persistedDocuments: { hashAlgorithm: "sha256" }`',
    ],
    ["has hashes in capitals", { [sha256(ONE).toUpperCase()]: ONE }, "1 of 1 keys is no SHA-256 in hex"],
    [
      "has a hash of another text",
      { [sha256(ONE)]: `${ONE} `, [sha256(TWO)]: TWO },
      `1 of 2 keys is not the SHA-256 of its document, ${sha256(ONE)} first`,
    ],
  ])("is a fault where it %s", (_, content, words) => {
    expect(faults(file(content))).toEqual([expect.stringContaining(words)]);
  });

  it("is told with all other faults", () => {
    const bad = () => readConfig({ TRUSTED_DOCUMENTS: join(folder, "none.json"), PORT: "x" }, { vendors: [] });
    expect(bad).toThrow(/2 faults.*PORT.*TRUSTED_DOCUMENTS/s);
  });

  it("is warned of beside FEDERATION: a router makes its documents itself", () => {
    const path = file({ [sha256(ONE)]: ONE });
    expect(readConfig({ TRUSTED_DOCUMENTS: path, FEDERATION: "on" }, { vendors: [] }).warnings).toContainEqual({
      variable: "FEDERATION",
      message: expect.stringContaining("TRUSTED_DOCUMENTS"),
    });
    expect(readConfig({ TRUSTED_DOCUMENTS: path }, { vendors: [] }).warnings.map(({ variable }) => variable)).not.toContain("FEDERATION");
  });
});
