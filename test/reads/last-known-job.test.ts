import { lastKnownJob } from "../../src/reads/last-known-job.js";
import type { JobVersion } from "../../src/schema/job/job-version.type.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

const JOB = { id: "feishu-corehr:job:7", vendorId: "7" };

function version(vendorId: string, effectiveDate: string, expirationDate: string | null): JobVersion {
  return {
    id: `feishu-corehr:job-version:7.${vendorId}`,
    vendor: Vendor.FEISHU_COREHR,
    account: "default",
    vendorId,
    jobId: JOB.id,
    effectiveDate,
    expirationDate,
    active: true,
    code: `C${vendorId}`,
    names: [{ lang: "en-US", value: `Name ${vendorId}` }],
    titles: [],
    descriptions: [],
    jobFamilyIds: [],
    jobLevelIds: [],
    pathwayId: null,
    workingHoursTypeId: null,
    raw: {},
  };
}

describe("A job that its vendor does not return by itself", () => {
  it("is closed with its last version where its versions have ended", () => {
    const versions = [version("1", "2024-01-01", "2025-01-01"), version("2", "2025-01-01", "2026-01-01")];
    expect(lastKnownJob(JOB, versions, "2026-11-22")).toMatchObject({ ...JOB, code: "C2", status: "CLOSED" });
  });

  it("is a draft with its first version where all versions lie ahead", () => {
    const versions = [version("1", "2027-01-01", "2028-01-01"), version("2", "2028-01-01", null)];
    expect(lastKnownJob(JOB, versions, "2026-11-22")).toMatchObject({ code: "C1", status: "DRAFT" });
  });

  it("has its last version in a gap between its versions", () => {
    const versions = [version("1", "2024-01-01", "2025-01-01"), version("2", "2027-01-01", null)];
    expect(lastKnownJob(JOB, versions, "2026-11-22")).toMatchObject({ code: "C1", status: "CLOSED" });
  });

  it("begins on the day that its version takes effect", () => {
    const versions = [version("1", "2026-11-21", "2026-11-22"), version("2", "2026-11-22", "2026-11-22")];
    expect(lastKnownJob(JOB, versions, "2026-11-22")).toMatchObject({ code: "C2", status: "CLOSED" });
  });

  it("is missing without a version", () => {
    expect(lastKnownJob(JOB, [], "2026-11-22")).toBeNull();
  });
});
