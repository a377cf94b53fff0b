import "../../src/datasources/registry.js";
import { boardOf, fieldsOfOtherBoards } from "../../src/schema/vacancy/board-inputs.js";
import type { PublishVacancyInput } from "../../src/schema/vacancy/vacancy.input.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

const publication = (more: object) => ({ name: "Cook", description: "<p>Cooks.</p>", ...more }) as PublishVacancyInput;

describe("A board's own field of an input", () => {
  it("names the board where a vacancy is published, also where it holds nothing", () => {
    expect(boardOf(publication({ headhunter: {}, linkedin: null }))).toBe(Vendor.HEADHUNTER);
    expect(boardOf(publication({ linkedin: {} }))).toBe(Vendor.LINKEDIN);
    expect(() => boardOf(publication({}))).toThrow("names no board");
  });

  it("belongs to another board where the vacancy is not at the one that takes it", () => {
    const input = { id: "v", headhunter: {}, linkedin: undefined };
    expect(fieldsOfOtherBoards(input, Vendor.HEADHUNTER)).toEqual([]);
    expect(fieldsOfOtherBoards(input, Vendor.LINKEDIN)).toEqual(["headhunter"]);
  });
});
