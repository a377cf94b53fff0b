import { rangeFault } from "../../../../src/datasources/feishu/corehr/corehr.days.js";

const AFTER_ALL = "9999-12-31";

describe("rangeFault", () => {
  it.each([
    "0001-01-01",
    "0004-02-29",
    "0400-02-29",
    "1200-02-28",
    "1600-02-28",
    "1899-12-31",
    "1900-01-01",
    "1999-12-31",
    "2000-02-29",
    "2024-02-29",
    "2024-04-30",
    "2024-12-31",
    "2400-02-29",
    "3600-02-29",
    "9999-12-31",
  ])("accepts %s, as the pattern on CoreHR's page does", (day) => {
    expect(rangeFault({ start: day, end: AFTER_ALL })).toBeUndefined();
    expect(rangeFault({ start: day, end: day })).toBeUndefined();
  });

  it.each(["0000-01-01", "0000-02-29", "1200-02-29", "1600-02-29"])(
    "refuses %s, a day of the calendar that the pattern does not match",
    (day) => {
      const fault = rangeFault({ start: day, end: AFTER_ALL });
      expect(fault?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["start"] }] });
      expect(fault?.message).toContain(day);
      expect(rangeFault({ start: "0001-01-01", end: day })?.extensions).toMatchObject({ fields: [{ path: ["end"] }] });
    },
  );

  it.each([
    "1900-02-29",
    "2023-02-29",
    "2100-02-29",
    "2024-02-30",
    "2024-04-31",
    "2024-13-01",
    "2024-00-10",
    "2024-1-1",
    "24-01-01",
    "2024-01-01T00",
    "",
  ])("refuses %p, which is no day", (day) => {
    expect(rangeFault({ start: day, end: AFTER_ALL })?.extensions.code).toBe("BAD_USER_INPUT");
  });

  it("refuses a start after the end, and accepts an equal one", () => {
    expect(rangeFault({ start: "2024-01-02", end: "2024-01-01" })?.extensions.code).toBe("BAD_USER_INPUT");
    expect(rangeFault({ start: "2024-01-01", end: "2024-01-01" })).toBeUndefined();
  });
});
