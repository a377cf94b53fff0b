import { VacancyFiguresRepository } from "../../../src/datasources/headhunter/statistics/headhunter.figures.repository.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../../src/secrets/credential-cipher.js";
import { CredentialRepository } from "../../../src/store/credential.repository.js";
import type { Database } from "../../../src/store/database.js";
import { testDatabases } from "../../support/databases.js";

const EMPLOYER = sourceOf(Vendor.HEADHUNTER);

describe.each(testDatabases)("HeadHunter's tables in $name", ({ open }) => {
  let database: Database;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ database, close } = await open());
  });
  afterEach(() => close());

  it("keep the newest figure of a day in any order of readings, and replace none by null", async () => {
    const figures = new VacancyFiguresRepository(database, EMPLOYER);
    const day = "2026-11-22";
    await figures.keep("1", [{ day, views: 5, responses: 1 }], "2026-11-22T12:00:00.000Z");
    await figures.keep("1", [{ day, views: 4, responses: 0 }], "2026-11-22T11:00:00.000Z");
    await figures.keep("1", [{ day, views: null, responses: 2 }], "2026-11-22T13:00:00.000Z");
    await figures.keep("1", [{ day, views: null, responses: null }], "2026-11-22T14:00:00.000Z");
    expect(await figures.between(["1"], day, "2026-11-23")).toEqual(
      new Map([["1", [{ day, views: 5, responses: 2, recordedAt: "2026-11-22T13:00:00.000Z" }]]]),
    );
    expect(await figures.lastReadings(["1", "2"])).toEqual(new Map([["1", "2026-11-22T14:00:00.000Z"]]));
  });

  it("keep the last figure of a day that one reading has twice", async () => {
    const figures = new VacancyFiguresRepository(database, EMPLOYER);
    const [day, other] = ["2026-11-22", "2026-11-23"];
    const at = "2026-11-23T12:00:00.000Z";
    const told = [5, 6].map((views) => ({ day, views, responses: null }));
    await figures.keep("1", [...told, { day: other, views: 1, responses: 1 }], at);
    expect(await figures.between(["1"], day, "2026-11-24")).toEqual(
      new Map([
        [
          "1",
          [
            { day, views: 6, responses: null, recordedAt: at },
            { day: other, views: 1, responses: 1, recordedAt: at },
          ],
        ],
      ]),
    );
  });

  it("return the days of [start, end) in order, by vacancy, for one source alone", async () => {
    const figures = new VacancyFiguresRepository(database, EMPLOYER);
    const at = "2026-11-22T12:00:00.000Z";
    const days = ["2026-11-21", "2026-11-19", "2026-11-20"].map((day) => ({ day, views: 0, responses: null }));
    await figures.keep("1", days, at);
    await figures.keep("2", days.slice(0, 1), at);
    for (const other of [sourceOf(Vendor.HEADHUNTER, "emea"), sourceOf(Vendor.LINKEDIN)]) {
      await new VacancyFiguresRepository(database, other).keep("1", [{ day: "2026-11-20", views: 9, responses: 9 }], at);
    }
    const found = await figures.between(["1", "2"], "2026-11-19", "2026-11-21");
    expect([...found].map(([id, list]) => [id, list.map(({ day, views }) => [day, views])])).toEqual([
      [
        "1",
        [
          ["2026-11-19", 0],
          ["2026-11-20", 0],
        ],
      ],
    ]);
  });

  it("follow vacancies until told otherwise, also after readings", async () => {
    const figures = new VacancyFiguresRepository(database, EMPLOYER);
    for (const id of ["1", "2"]) await figures.keep(id, [], "2026-11-22T12:00:00.000Z");
    await figures.follow("1", true);
    await figures.keep("1", [], "2026-11-23T12:00:00.000Z");
    expect(await figures.followed()).toEqual(["1"]);
    const elsewhere = new VacancyFiguresRepository(database, sourceOf(Vendor.HEADHUNTER, "emea"));
    expect([await elsewhere.followed(), await elsewhere.lastReadings(["1"])]).toEqual([[], new Map()]);
    await elsewhere.keep("1", [], "2026-11-23T12:00:00.000Z");
    await elsewhere.follow("1", false);
    expect(await figures.followed()).toEqual(["1"]);
    await figures.follow("1", false);
    expect(await figures.followed()).toEqual([]);
  });

  it("keep one pair of tokens for each configured refresh token, under its hash", async () => {
    const credentials = new CredentialRepository(database, EMPLOYER, new CredentialCipher());
    const pair = { accessToken: "a", refreshToken: "b", renewedAt: "2026-11-22T12:00:00.000Z", expiresAt: null };
    await credentials.keep("configured", pair);
    await credentials.keep("configured", { ...pair, accessToken: "c" });
    expect(await credentials.newest("configured")).toEqual({ ...pair, accessToken: "c" });
    expect(await credentials.newest("other")).toBeUndefined();
    const elsewhere = new CredentialRepository(database, sourceOf(Vendor.HEADHUNTER, "emea"), new CredentialCipher());
    expect(await elsewhere.newest("configured")).toBeUndefined();
    await elsewhere.keep("configured", { ...pair, accessToken: "d" });
    expect(await credentials.newest("configured")).toMatchObject({ accessToken: "c" });
    expect(JSON.stringify(await database.selectFrom("vendor_credentials").selectAll().execute())).not.toContain("configured");
  });
});
