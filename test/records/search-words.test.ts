import { holdWords, searchForm, searchWords } from "../../src/records/search-words.js";

describe("Words of a search", () => {
  it.each([
    ["Straße", "STRASSE"],
    ["ΟΔΟΣ", "οδοσ"],
    ["οδός", "ΟΔΌΣ"],
    ["İstanbul", "istanbul"],
    ["ISPARTA", "ısparta"],
    ["Ｅｎｇｉｎｅｅｒ", "ENGINEER"],
    ["ﬁnance", "FINANCE"],
    ["Šéf účetní", "ŠÉF ÚČETNÍ"],
    ["e\u0301tude", "\u00c9TUDE"],
  ])("are found whatever their case: %s, %s", (one, other) => {
    expect(holdWords([one], searchWords(other))).toBe(true);
    expect(holdWords([other], searchWords(one))).toBe(true);
  });

  it("are found within a text whose letters go on: a final sigma is one within a word, too", () => {
    expect(holdWords(["ΔΡΟΜΟΣΗΜΟ"], searchWords("ΔΡΟΜΟΣ"))).toBe(true);
  });

  it("have one form in capitals and in small letters, whatever the letter", () => {
    const differing: string[] = [];
    for (let point = 0x20; point <= 0x1_ffff; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const letter = String.fromCodePoint(point);
      const form = searchForm(letter);
      const others = [letter.toUpperCase(), letter.toLowerCase(), letter.normalize("NFD"), form];
      if (others.some((other) => searchForm(other) !== form)) differing.push(letter);
    }
    expect(differing).toEqual([]);
  });

  it("must all be there, each once, in any of the texts", () => {
    expect(searchWords("  Site\u3000site ENGINEER ")).toEqual(["site", "engineer"]);
    expect(holdWords([null, "REQ-1", "Site Engineer"], ["engineer", "req-1"])).toBe(true);
    expect(holdWords(["Site Engineer"], ["engineer", "senior"])).toBe(false);
  });
});
