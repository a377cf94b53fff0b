import fc from "fast-check";
import { parseAcceptLanguage, pickText } from "../../../src/resolvers/support/texts.js";

const text = (lang: string) => ({ lang, value: `in ${lang}` });

describe("pickText", () => {
  it.each<[string, string[], string[], string | null]>([
    ["exactly the one wanted", ["zh-CN", "en-US"], ["en-US"], "in en-US"],
    ["in whatever case it is written", ["zh-CN", "en-US"], ["EN-us"], "in en-US"],
    ["the same language of another region", ["zh-CN", "en-US"], ["en-GB"], "in en-US"],
    ["the same language without a region", ["zh-CN", "en-US"], ["en"], "in en-US"],
    ["a region where only the language is held", ["zh", "en"], ["en-GB"], "in en"],
    ["the exact one before the first of the same language", ["en-GB", "en-US"], ["en-US"], "in en-US"],
    ["the first of the same language", ["en-GB", "en-US"], ["en-AU"], "in en-GB"],
    ["the first wanted that there is", ["ru", "en"], ["zh", "en", "ru"], "in en"],
    ["a more wanted language of another region before a less wanted exact one", ["ru-RU", "en-US"], ["en-GB", "ru-RU"], "in en-US"],
    ["the first there is where none is wanted", ["zh-CN", "en-US"], [], "in zh-CN"],
    ["the first there is where the one wanted is not", ["zh-CN", "en-US"], ["de"], "in zh-CN"],
    ["the one there is, in a language nobody told", ["und"], ["en-US"], "in und"],
    ["nothing where there is nothing", [], ["en-US"], null],
  ])("picks %s", (_, held, wanted, expected) => {
    expect(pickText(held.map(text), wanted)).toBe(expected);
  });

  it("does not prefer a language that only begins alike", () => {
    expect(pickText([text("en"), text("fil"), text("fi")], ["fi"])).toBe("in fi");
    expect(pickText([text("en"), text("fil")], ["fi"])).toBe("in en");
  });

  it("picks an empty text in the language wanted", () => {
    expect(pickText([{ lang: "en", value: "" }, text("ru")], ["en"])).toBe("");
  });
});

describe("parseAcceptLanguage", () => {
  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ["", []],
    ["*", []],
    ["en", ["en"]],
    ["zh-CN,zh;q=0.9,en;q=0.8", ["zh-CN", "zh", "en"]],
    ["en;q=0.8, zh-CN, ru;q=0.9", ["zh-CN", "ru", "en"]],
    ["da, en-GB;q=0.8, en;q=0.7", ["da", "en-GB", "en"]],
    ["en;q=0, ru", ["ru"]],
    ["en;q=0.0,*;q=0.5", []],
    ["en ; q=0.5 , ru ; Q=0.7", ["ru", "en"]],
    ["a;q=0.5,b;q=0.5,c;q=0.5", ["a", "b", "c"]],
    ["en;q=high, ru;q=0.1", ["ru"]],
    ["en;level=1;q=0.2, ru;q=0.3", ["ru", "en"]],
    ["zh-Hant-TW", ["zh-Hant-TW"]],
    ["<script>, en_US, -, en--US, ru", ["ru"]],
    [",,;q=1,", []],
  ])("reads %j as %j", (header, expected) => {
    expect(parseAcceptLanguage(header)).toEqual(expected);
  });

  it("never throws, and returns only languages", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (header) => {
        for (const lang of parseAcceptLanguage(header)) expect(lang).toMatch(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});
