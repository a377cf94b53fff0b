import { setFlagsFromString } from "node:v8";
import { toJob as toCoreHrJob, toJobVersion } from "../../src/datasources/feishu/corehr/corehr.mapping.js";
import { toJob as toHireJob } from "../../src/datasources/feishu/hire/hire.mapping.js";
import { toJob, toOpening, toWholeOpening } from "../../src/datasources/greenhouse/v1/harvest-v1.mapping.js";
import { toListedVacancy, toWholeVacancy } from "../../src/datasources/headhunter/headhunter.mapping.js";
import { DEFAULT_ACCOUNT, type Source, sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";

setFlagsFromString("--allow-natives-syntax");
/** Whether V8 keeps both by one hidden class. */
const areAlike = new Function("one", "other", "return %HaveSameMap(one, other)") as (one: object, other: object) => boolean;

const source = (vendor: Vendor): Source => sourceOf(vendor, DEFAULT_ACCOUNT);

// biome-ignore lint/suspicious/noExplicitAny: a wire record of any vendor, as short as its mapping allows.
type Wire = any;
const MAPPINGS: readonly [what: string, map: (number: number) => object][] = [
  [
    "A vacancy of a list of HeadHunter's",
    (id) => toListedVacancy(source(Vendor.HEADHUNTER), { id: String(id), name: "Cook" } as Wire, "active"),
  ],
  ["A whole vacancy of HeadHunter's", (id) => toWholeVacancy(source(Vendor.HEADHUNTER), { id: String(id), name: "Cook" } as Wire)],
  [
    "The salary of a vacancy of HeadHunter's",
    (id) => {
      const wire = { id: String(id), name: "Cook", salary: { from: id, currency: "RUR" } } as Wire;
      return toListedVacancy(source(Vendor.HEADHUNTER), wire, "active").salary ?? {};
    },
  ],
  ["A job of Greenhouse's", (id) => toJob(source(Vendor.GREENHOUSE), { id, status: "open" } as Wire)],
  ["An opening of Greenhouse's", (id) => toOpening(source(Vendor.GREENHOUSE), { id, status: "open" } as Wire, "4000")],
  ["A whole opening of Greenhouse's", (id) => toWholeOpening(source(Vendor.GREENHOUSE), { id, status: "closed" } as Wire, "4000")],
  ["A job of Feishu Hire's", (id) => toHireJob(source(Vendor.FEISHU_HIRE), { id: String(id) } as Wire)],
  ["A job of Feishu CoreHR's", (id) => toCoreHrJob(source(Vendor.FEISHU_COREHR), { id: String(id) } as Wire)],
  [
    "A version of a job of Feishu CoreHR's",
    (id) =>
      toJobVersion(source(Vendor.FEISHU_COREHR), { job_id: "1", job_version_id: String(id), effective_date: "2026-01-01" } as Wire, []),
  ],
];

// A literal that spreads another and adds members to it gives each object a hidden class of its own: a hundred times the time, and what the object
// refers to is kept until the next full collection. Other literals of the live path are not covered; `npm run bench -- cost` sees their bytes alone.
describe("Records of answers", () => {
  it.each(MAPPINGS)("share a hidden class: %s", (_what, map) => {
    const [first, second] = [map(1), map(2)];
    expect(first).not.toBe(second);
    expect(areAlike(first, second)).toBe(true);
  });
});
