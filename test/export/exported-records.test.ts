import { Writable } from "node:stream";
import { jwtSubject } from "../../src/access/viewer.js";
import { PostingRepository } from "../../src/datasources/linkedin/store/linkedin.posting.repository.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { ExportedRecords } from "../../src/export/exported-records.js";
import { writeLines } from "../../src/export/write-lines.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { testDatabases } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";

const NOVEMBER = { from: "2026-11-01T00:00:00.000Z", until: "2026-12-01T00:00:00.000Z" };
const DECEMBER = { from: NOVEMBER.until, until: "2027-01-01T00:00:00.000Z" };

describe.each(testDatabases)("The export from $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let records: ExportedRecords;
  beforeEach(async () => {
    opened = await testDatabase.open();
    records = new ExportedRecords(opened.database, vendorModules);
  });
  afterEach(() => opened.close());

  async function exported(what: "operations" | "postings", span = NOVEMBER): Promise<Record<string, unknown>[]> {
    const found: object[] = [];
    for await (const record of records[what](span)) found.push(record);
    return found as never;
  }
  const write = (...rows: ReturnType<typeof operationRow>[]) => opened.database.insertInto("operations").values(rows).execute();

  it("shows a change whole: who asked and who vouches for the name, what was sent, what became of it", async () => {
    const requested_by = jwtSubject("https://id.example.com/", "sub", "ann");
    const change = { input: '{"id":"v1"}', evidence: '{"status":"ACTIVE"}', result: '{"vacancyId":"v1"}', requested_by };
    await write(
      operationRow("o1", { ...change, outcome: "APPLIED", sent_at: AT, settled_at: AT, resolved_by: "olga", resolution: "seen" }),
      operationRow("o2"),
    );
    const [first, second] = await exported("operations");
    expect(first).toEqual({
      id: "o1",
      kind: "closeVacancy",
      ability: "CLOSE_VACANCY",
      vendor: "HEADHUNTER",
      account: "default",
      standIn: false,
      targetId: "v1",
      requestedBy: { issuer: "https://id.example.com/", name: "ann" },
      requestedAt: AT,
      idempotencyKey: null,
      input: { id: "v1" },
      before: { status: "ACTIVE" },
      sentAt: AT,
      outcome: "APPLIED",
      settledAt: AT,
      userErrors: [],
      result: { vacancyId: "v1" },
      vendorTaskId: null,
      vendorRequestId: null,
      resolution: "seen",
      resolvedBy: { issuer: null, name: "olga" },
    });
    expect(second).toMatchObject({ id: "o2", outcome: "UNCERTAIN", requestedBy: { issuer: null, name: "ann" }, resolvedBy: null });
    expect(await exported("operations", DECEMBER)).toEqual([]);
  });

  it("tells a stand-in's records from the vendor's", async () => {
    await opened.database.insertInto("stand_in_vendors").values({ vendor: "GREENHOUSE", account: "default", served_at: AT }).execute();
    await write(operationRow("o1", { vendor: "GREENHOUSE" }), operationRow("o2"));
    expect((await exported("operations")).map(({ standIn }) => standIn)).toEqual([true, false]);
  });

  it("shows the publications at HeadHunter that were made, or may have been", async () => {
    const publication = (id: string, more: object) => operationRow(id, { kind: "publishVacancy", input: '{"name":"Clerk"}', ...more });
    await write(
      publication("o1", { outcome: "APPLIED", settled_at: AT, result: '{"vacancyId":"headhunter:vacancy:7"}' }),
      publication("o2", { outcome: "UNCERTAIN" }),
      publication("o3", { outcome: "NOT_APPLIED", settled_at: AT }),
      // Kept as a posting of its own.
      publication("o4", { vendor: "LINKEDIN", outcome: "APPLIED", settled_at: AT }),
      operationRow("o5", { outcome: "APPLIED", settled_at: AT }),
    );
    const common = { vendor: "HEADHUNTER", account: "default", standIn: false, published: { name: "Clerk" }, requestedAt: AT };
    const requestedBy = { issuer: null, name: "ann" };
    expect(await exported("postings")).toEqual([
      { ...common, requestedBy, operationId: "o1", outcome: "APPLIED", settledAt: AT, vacancyId: "headhunter:vacancy:7" },
      { ...common, requestedBy, operationId: "o2", outcome: "UNCERTAIN", settledAt: null, vacancyId: null },
    ]);
  });

  it("shows LinkedIn's postings as they were accepted, of all accounts, by the day of their listing", async () => {
    const send = async (account: string, id: string, patch: object) => {
      const repository = new PostingRepository(opened.database, sourceOf(Vendor.LINKEDIN, account), "client");
      const sent = { payload_sent: `{"title":"${id}"}`, sent_operation: "CREATE", sent_mark: "m", stateIfNew: "PENDING" };
      await repository.beforeSending([{ external_id: id, title: id, code: id, known_at: AT, ...sent }]);
      await repository.update([{ externalId: id, patch }]);
    };
    const listed = { state: "LISTED", payload_in_force: '{"title":"as accepted"}', listing: "{}" };
    await send("default", "a/1", { ...listed, published_at: AT, expires_at: DECEMBER.from });
    await send("emea", "b", {});
    await send("emea", "c", { ...listed, published_at: "2026-12-05T00:00:00.000Z" });
    const postings = await exported("postings");
    expect(postings).toEqual([
      {
        vendor: "LINKEDIN",
        account: "default",
        standIn: false,
        vacancyId: "linkedin:vacancy:a%2F1",
        state: "LISTED",
        published: { title: "as accepted" },
        lastSent: { operation: "CREATE", payload: { title: "a/1" } },
        firstSentAt: AT,
        publishedAt: AT,
        expiresAt: DECEMBER.from,
        closedAt: null,
        task: null,
        listing: {},
      },
      expect.objectContaining({ vacancyId: "linkedin~emea:vacancy:b", state: "PENDING", published: null, publishedAt: null }),
    ]);
    expect((await exported("postings", DECEMBER)).map(({ vacancyId }) => vacancyId)).toEqual(["linkedin~emea:vacancy:c"]);
  });

  it("shows every posting once, page after page", async () => {
    const repository = new PostingRepository(opened.database, sourceOf(Vendor.LINKEDIN), "client");
    const ids = Array.from({ length: 201 }, (_, index) => `p${index}`);
    const sent = { payload_sent: "{}", sent_operation: "CREATE", sent_mark: "m", stateIfNew: "PENDING", known_at: AT };
    await repository.beforeSending(ids.map((id) => ({ external_id: id, title: id, code: id, ...sent })));
    expect((await exported("postings")).map(({ vacancyId }) => vacancyId).sort()).toEqual(ids.map((id) => `linkedin:vacancy:${id}`).sort());
  });
});

describe("The lines of an export", () => {
  async function* records(count: number, onMade = (_made: number) => {}) {
    for (let made = 1; made <= count; made += 1) {
      onMade(made);
      yield { made, note: 'the "key" is top-secret-1' };
    }
  }

  it("are JSON without secrets, one each", async () => {
    let text = "";
    const output = new Writable({
      write(chunk, _encoding, done) {
        text += chunk;
        done();
      },
    });
    await writeLines(records(2), output, new Secrets(["top-secret-1"]));
    expect(text).toBe('{"made":1,"note":"the \\"key\\" is [redacted]"}\n{"made":2,"note":"the \\"key\\" is [redacted]"}\n');
    expect(output.writableEnded).toBe(false);
  });

  it("are made no faster than they are taken", async () => {
    let [made, taken, furthest] = [0, 0, 0];
    const output = new Writable({
      highWaterMark: 100,
      write(_chunk, _encoding, done) {
        taken += 1;
        furthest = Math.max(furthest, made - taken);
        setImmediate(done);
      },
    });
    await writeLines(
      records(500, (count) => {
        made = count;
      }),
      output,
      new Secrets(),
    );
    expect({ made, taken }).toEqual({ made: 500, taken: 500 });
    expect(furthest).toBeLessThan(20);
  });

  it.each([
    ["EPIPE", true],
    ["ENOSPC", false],
  ])("end with %s, quietly: %s", async (code, quietly) => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
    const written = writeLines(records(500), output, new Secrets()).then(
      () => true,
      () => false,
    );
    expect(await written).toBe(quietly);
  });
});
