import { parseCommandLine, USAGE, UsageError } from "../../src/export/command-line.js";

const parse = (line: string) => parseCommandLine(line.split(" "));

describe("The command line", () => {
  it("names the records and whole days in UTC, the last one included", () => {
    expect(parse("export operations --from 2026-11-01 --to 2026-11-30")).toEqual({
      records: "operations",
      span: { from: "2026-11-01T00:00:00.000Z", until: "2026-12-01T00:00:00.000Z" },
    });
  });

  it("takes one day, and its options in any place", () => {
    expect(parse("--to=2028-02-29 export --from=2028-02-29 postings")).toEqual({
      records: "postings",
      span: { from: "2028-02-29T00:00:00.000Z", until: "2028-03-01T00:00:00.000Z" },
    });
  });

  it("explains itself", () => {
    expect(parse("--help")).toBe("help");
    expect(parse("export -h")).toBe("help");
    expect(USAGE).toContain("export operations|postings --from <day> --to <day>");
  });

  it.each([
    ["import operations --from 2026-11-01 --to 2026-11-30", "there is no command import"],
    ["export --from 2026-11-01 --to 2026-11-30", "expected operations or postings"],
    ["export jobs --from 2026-11-01 --to 2026-11-30", "expected operations or postings"],
    ["export operations postings --from 2026-11-01 --to 2026-11-30", "postings means nothing here"],
    ["export operations --to 2026-11-30", "--from is missing"],
    ["export operations --from 2026-11-01", "--to is missing"],
    ["export operations --from 2026-11-31 --to 2026-12-30", "--from expects a day such as 2026-11-22"],
    ["export operations --from 2026-11-01 --to 2026-11-30T00:00:00Z", "--to expects a day such as 2026-11-22"],
    ["export operations --from 2026-11-02 --to 2026-11-01", "--to lies before --from"],
    ["export operations --since 2026-11-02 --to 2026-11-01", "--since"],
  ])("is refused as %s", (line, message) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(message);
    expect(new UsageError("").exitCode).toBe(64);
  });

  it("is refused where it is empty", () => {
    expect(() => parseCommandLine([])).toThrow("no command is given");
  });
});
