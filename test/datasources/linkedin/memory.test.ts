import type { LinkedInLookups } from "../../../src/datasources/linkedin/changes/linkedin.lookups.js";
import type { Sending } from "../../../src/datasources/linkedin/changes/linkedin.outcomes.js";
import { outcomeOfTask } from "../../../src/datasources/linkedin/changes/linkedin.outcomes.js";
import { LinkedInPostings } from "../../../src/datasources/linkedin/linkedin.postings.js";
import type { WireListing } from "../../../src/datasources/linkedin/linkedin.wire.js";
import { PostingRepository, type StoredPosting } from "../../../src/datasources/linkedin/store/linkedin.posting.repository.js";
import { OperationCost } from "../../../src/http/cost.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { ManualClock } from "../../support/clock.js";
import { testDatabases } from "../../support/databases.js";

const JOB = {
  externalJobPostingId: "NEW-1",
  title: "Storekeeper",
  description: "Keeps the store.",
  listedAt: 0,
  location: "Berlin",
  companyApplyUrl: "https://jobs.example.com",
  integrationContext: "urn:li:organization:1",
  listingType: "BASIC" as const,
};

const SUCCEEDED = { status: "SUCCEEDED", refusedPlaces: [], raw: {} };

describe.each(testDatabases)("A stored posting ($name)", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let repository: PostingRepository;
  let postings: LinkedInPostings;
  let answerListing: (listing: WireListing) => void;
  let lookedUp: number;
  const clock = new ManualClock();
  const sending = (operation: Sending["operation"], mark: string): Sending => ({ operation, job: JOB, mark, before: null });
  const row = async () => (await postings.known("NEW-1")) as StoredPosting;

  beforeEach(async () => {
    opened = await testDatabase.open();
    repository = new PostingRepository(opened.database, sourceOf(Vendor.LINKEDIN), "client-1");
    const listing = new Promise<WireListing>((resolve) => {
      answerListing = resolve;
    });
    lookedUp = 0;
    const lookUp = () => {
      lookedUp += 1;
      return listing;
    };
    const lookups = { listing: lookUp, task: () => Promise.resolve(null) } as unknown as LinkedInLookups;
    postings = new LinkedInPostings(sourceOf(Vendor.LINKEDIN), repository, lookups, clock);
  });
  afterEach(() => opened.close());

  async function listed(mark = "create"): Promise<void> {
    await postings.beforeSending([sending("CREATE", mark)]);
    const { patch } = outcomeOfTask(sourceOf(Vendor.LINKEDIN), sending("CREATE", mark), SUCCEEDED, clock.now());
    if (patch !== undefined) await postings.settle({ externalId: "NEW-1", mark, patch });
  }

  it("has been read for an operation that shows it as it is stored, so that nobody joins the operation's answer", async () => {
    await listed();
    const cost = new OperationCost();
    const reading = postings.refreshed([await row()], { cost });
    expect(cost.isUnread).toBe(false);
    answerListing({ listingStatus: "LISTED" });
    await reading;
  });

  it("is not overwritten by a listing requested before the posting changed", async () => {
    await listed();
    const reading = postings.refreshed([await row()], {});
    await postings.beforeSending([sending("CLOSE", "close")]);
    const { patch } = outcomeOfTask(sourceOf(Vendor.LINKEDIN), sending("CLOSE", "close"), SUCCEEDED, clock.now());
    if (patch !== undefined) await postings.settle({ externalId: "NEW-1", mark: "close", patch });
    answerListing({ listingStatus: "LISTED" });
    expect((await reading).rows).toMatchObject([{ state: "CLOSED" }]);
  });

  it("is not overwritten by an attempt for the change before", async () => {
    await listed("first");
    await postings.beforeSending([sending("CREATE", "second")]);
    await postings.settle({ externalId: "NEW-1", mark: "first", patch: { state: "REJECTED" } });
    expect(await row()).toMatchObject({ state: "PENDING", sent_mark: "second", task_id: null });
  });

  it.each([
    ["the application that sent it", sourceOf(Vendor.LINKEDIN), "client-2"],
    ["the account that sent it", sourceOf(Vendor.LINKEDIN, "emea"), "client-1"],
  ])("belongs to %s", async (_, source, application) => {
    await listed();
    const other = new PostingRepository(opened.database, source, application);
    expect(await other.byIds(["NEW-1"])).toEqual([]);
    expect(await other.count({ states: ["LISTED"] })).toBe(0);
    expect(await repository.count({ states: ["LISTED"] })).toBe(1);
    await other.update([{ externalId: "NEW-1", patch: "forget" }]);
    expect(await row()).toMatchObject({ state: "LISTED" });
  });

  it("tells who allows an age how old it is, where LinkedIn is not asked again so soon", async () => {
    await listed();
    answerListing({ listingStatus: "LISTED" });
    await postings.refreshed([await row()], {});
    const askedAt = clock.now();
    await clock.advance(1_900);
    const cost = new OperationCost();
    await postings.refreshed([await row()], { maxAgeMs: 1_000, cost });
    expect(cost.upstream).toMatchObject([{ requests: 0, cached: 1 }]);
    expect(cost.oldestOf({ vendor: Vendor.LINKEDIN })).toBe(askedAt);
    expect(lookedUp).toBe(1);
  });

  it("is read again once the clock was set back, whatever age is allowed", async () => {
    await listed();
    answerListing({ listingStatus: "LISTED" });
    await clock.advance(600_000);
    await postings.refreshed([await row()], {});
    for (const scope of [{}, { maxAgeMs: 3_600_000 }]) {
      await clock.advance(-60_000);
      await postings.refreshed([await row()], scope);
    }
    expect(lookedUp).toBe(3);
  });

  it("is stored before it is sent, and stays listed during a change", async () => {
    await listed();
    await postings.beforeSending([{ ...sending("UPDATE", "update"), job: { ...JOB, title: "Other" } }]);
    expect(await row()).toMatchObject({ state: "LISTED", title: "storekeeper", sent_operation: "UPDATE", sent_mark: "update" });
    expect(JSON.parse((await row()).payload_sent).title).toBe("Other");
    expect(JSON.parse((await row()).payload_in_force ?? "").title).toBe("Storekeeper");
  });
});
