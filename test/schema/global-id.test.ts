import "reflect-metadata";
import fc from "fast-check";
import { formatGlobalId, parseGlobalId, RECORD_KINDS } from "../../src/schema/common/global-id.js";
import { typeNameOf } from "../../src/schema/common/node.type.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

const sources = fc
  .tuple(fc.constantFrom(...Object.values(Vendor)), fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,29}$/), { nil: undefined }))
  .map(([vendor, account]) => sourceOf(vendor, account));
const [greenhouse, headhunter, linkedin, coreHr] = [
  sourceOf(Vendor.GREENHOUSE),
  sourceOf(Vendor.HEADHUNTER),
  sourceOf(Vendor.LINKEDIN),
  sourceOf(Vendor.FEISHU_COREHR),
];
const kinds = fc.constantFrom(...RECORD_KINDS);
const nativeIds = fc.array(
  fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.string({ unit: fc.constantFrom(".", ":", "%", "2", "E", "é", "~"), minLength: 1 }),
  ),
  { minLength: 1, maxLength: 4 },
);

describe("Global ids", () => {
  it("are written as the contract shows them", () => {
    expect(formatGlobalId(headhunter, "vacancy", "8331228")).toBe("headhunter:vacancy:8331228");
    expect(formatGlobalId(greenhouse, "opening", "144371", "6000")).toBe("greenhouse:opening:144371.6000");
    expect(formatGlobalId(coreHr, "job-version", "7094136522860922111", "7238516215202170412")).toBe(
      "feishu-corehr:job-version:7094136522860922111.7238516215202170412",
    );
  });

  it("carry an account's name behind the vendor's, and the default account has none", () => {
    expect(formatGlobalId(sourceOf(Vendor.GREENHOUSE, "emea"), "job", "4000")).toBe("greenhouse~emea:job:4000");
    expect(formatGlobalId(sourceOf(Vendor.GREENHOUSE, "default"), "job", "4000")).toBe("greenhouse:job:4000");
    expect(parseGlobalId("greenhouse~emea:job:4000")?.source).toEqual({
      vendor: Vendor.GREENHOUSE,
      account: "emea",
      text: "greenhouse~emea",
    });
    expect(parseGlobalId("greenhouse:job:4000")?.source).toEqual({ vendor: Vendor.GREENHOUSE, account: "default", text: "greenhouse" });
  });

  it("keep a dot inside a native id apart from the dot between two", () => {
    expect(formatGlobalId(linkedin, "vacancy", "REQ.1:a b%")).toBe("linkedin:vacancy:REQ%2E1%3Aa%20b%25");
    expect(formatGlobalId(linkedin, "opening", "a.b")).not.toBe(formatGlobalId(linkedin, "opening", "a", "b"));
  });

  it.each(["greenhouse:job:1.2", "headhunter:vacancy:8331228.1", "linkedin:operation:a.b"])(
    "have no second part where one names the record: %s would be another text for it",
    (text) => {
      expect(parseGlobalId(text)).toBeUndefined();
      expect(parseGlobalId(text.slice(0, text.indexOf(".")))).toBeDefined();
    },
  );

  it("are read back as they were written, whatever the native ids hold", () => {
    fc.assert(
      fc.property(sources, kinds, nativeIds, (source, kind, parts) => {
        const ids = kind === "opening" || kind === "job-version" ? parts : parts.slice(0, 1);
        const text = formatGlobalId(source, kind, ...ids);
        expect(parseGlobalId(text)).toEqual({ source, kind, nativeIds: ids, text });
      }),
    );
  });

  it("are refused where the text holds half of a character", () => {
    for (const text of ["greenhouse:job:\ud800", "linkedin:vacancy:a\udc00", "greenhouse:opening:1.\ud83d"])
      expect(parseGlobalId(text)).toBeUndefined();
  });

  it("differ where the records differ", () => {
    fc.assert(
      fc.property(nativeIds, nativeIds, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(formatGlobalId(linkedin, "opening", ...one)).not.toBe(formatGlobalId(linkedin, "opening", ...other));
      }),
    );
  });

  it("have one spelling each: a text that is read is the text that would be written", () => {
    const almost = fc.string({ unit: fc.constantFrom("a", ".", "%", "2", "E", "e", "3", "A", "C", ":", "é", " ") });
    fc.assert(
      fc.property(almost, (native) => {
        const id = parseGlobalId(`greenhouse:opening:${native}`);
        if (id) expect(formatGlobalId(id.source, id.kind, ...id.nativeIds)).toBe(`greenhouse:opening:${native}`);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["nothing", ""],
    ["no parts", "greenhouse"],
    ["no native id", "greenhouse:job"],
    ["an empty native id", "greenhouse:job:"],
    ["an empty part of a composite id", "greenhouse:opening:1."],
    ["a part too many", "greenhouse:job:1:2"],
    ["a vendor that there is not", "acme:job:1"],
    ["a vendor spelled as in the enum", "GREENHOUSE:job:1"],
    ["an account that is empty", "greenhouse~:job:1"],
    ["the default account by its name", "greenhouse~default:job:1"],
    ["two accounts", "greenhouse~emea~apac:job:1"],
    ["an account that begins with a digit", "greenhouse~1a:job:1"],
    ["an account in capitals", "greenhouse~EMEA:job:1"],
    ["an account of more than thirty characters", `greenhouse~${"a".repeat(31)}:job:1`],
    ["an account that is escaped", "greenhouse~em%65a:job:1"],
    ["an account alone", "~emea:job:1"],
    ["a kind that there is not", "greenhouse:candidate:1"],
    ["a kind named like something every object has", "greenhouse:constructor:1"],
    ["a broken escape", "greenhouse:job:%E0%A4"],
    ["a bare percent sign", "greenhouse:job:10%"],
    ["lower-case hex", "linkedin:job:a%2eb"],
    ["a needless escape", "linkedin:job:%61"],
    ["a blank that is not escaped", "linkedin:job:a b"],
    ["blanks around it", " greenhouse:job:1"],
  ])("are refused with %s", (_what, text) => {
    expect(parseGlobalId(text)).toBeUndefined();
  });

  it("differ where the accounts differ", () => {
    fc.assert(
      fc.property(sources, sources, (one, other) => {
        fc.pre(one.text !== other.text);
        expect(formatGlobalId(one, "job", "1")).not.toBe(formatGlobalId(other, "job", "1"));
      }),
    );
  });

  it("cannot be made without a native id", () => {
    expect(() => formatGlobalId(greenhouse, "job")).toThrow(RangeError);
    expect(() => formatGlobalId(greenhouse, "opening", "1", "")).toThrow(RangeError);
  });

  it("tell the type of the record", () => {
    const typeNames = RECORD_KINDS.map((kind) => typeNameOf({ id: formatGlobalId(greenhouse, kind, "1") }));
    expect(typeNames).toEqual(["Job", "Opening", "Vacancy", "JobVersion", "Operation"]);
    expect(typeNameOf({ id: "job" })).toBeUndefined();
  });
});
