import { DEFAULT_ACCOUNT, parseSource, sourceOf, vendorSlug } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

describe("Sources", () => {
  it("spell every vendor as the contract does", () => {
    expect(Object.values(Vendor).map(vendorSlug)).toEqual(["feishu-corehr", "feishu-hire", "greenhouse", "headhunter", "linkedin"]);
  });

  it("are the default account where none is named, and its text is the vendor's alone", () => {
    expect(sourceOf(Vendor.HEADHUNTER)).toEqual({ vendor: Vendor.HEADHUNTER, account: DEFAULT_ACCOUNT, text: "headhunter" });
    expect(sourceOf(Vendor.HEADHUNTER, DEFAULT_ACCOUNT)).toEqual(sourceOf(Vendor.HEADHUNTER));
  });

  it("cannot be changed once they are made", () => {
    expect(Object.isFrozen(sourceOf(Vendor.LINKEDIN, "emea"))).toBe(true);
  });

  it.each(["", "EMEA", "1a", "-a", "a_b", "a.b", "a~b", "a".repeat(31)])("cannot be made with the account %j", (account) => {
    expect(() => sourceOf(Vendor.GREENHOUSE, account)).toThrow(RangeError);
  });

  it("are read back as they were written", () => {
    for (const account of [undefined, "emea", "a", "north-america-2", "a".repeat(30)]) {
      const source = sourceOf(Vendor.FEISHU_HIRE, account);
      expect(parseSource(source.text)).toEqual(source);
    }
  });

  it.each(["", "acme", "GREENHOUSE", "greenhouse~", "greenhouse~default", "greenhouse~Emea", "greenhouse~a~b", "~emea", "greenhouse ~a"])(
    "are refused where the text is %j",
    (text) => {
      expect(parseSource(text)).toBeUndefined();
    },
  );
});
