import { type CoreJobVersion, NO_END } from "../../../src/sandbox/feishu/index.js";
import type { GreenhouseElsewhere } from "../../../src/sandbox/greenhouse/index.js";
import type { Dice } from "./dice.js";
import { MANAGER, postingId, type VendorName, type Vendors } from "./truth.js";

/** What somebody else does to a record of a vendor; false where there is none to do it to. */
type Move = (company: Vendors, dice: Dice, name: string, isBusy: (id: string) => boolean) => boolean;

type Jobs = Vendors["greenhouse"]["standIn"]["state"]["jobs"];
const elsewhereOf = (company: Vendors): GreenhouseElsewhere => company.greenhouse.standIn.elsewhere;
const jobsOf = (company: Vendors): Jobs => company.greenhouse.standIn.state.jobs;
const seats = (job: Jobs[number], status: "open" | "closed") => job.openings.filter((seat) => seat.status === status);

const editJob =
  (changeOf: (name: string) => object): Move =>
  (company, dice, name) =>
    found(dice.pick(jobsOf(company)), ({ id }) => elsewhereOf(company).editJob(id, changeOf(name)));

/** What `updated_at` of a job tells, or, with Harvest v3, of its openings. */
const GREENHOUSE: readonly Move[] = [
  editJob((name) => ({ name })),
  editJob((name) => ({ name, requisition_id: `CODE ${name}` })),
  editJob((name) => ({ requisition_id: `CODE ${name}` })),
  editJob((name) => ({ notes: `<p>${name}</p>` })),
  (company, dice, name) =>
    found(dice.oneIn(4) ? dice.pick(jobsOf(company)) : undefined, ({ id }) =>
      elsewhereOf(company).addJob(id, { name, requisition_id: `CODE ${name}` }, 1 + dice.below(3)),
    ),
];

/** Seats, which v1 shows with a look at all alone, and jobs that are deleted. */
const SLOW_GREENHOUSE: readonly Move[] = [
  (company, dice) => {
    const closed = jobsOf(company).filter(({ id, status }) => status === "closed" && id > 5_000_000_000);
    return found(dice.oneIn(4) ? dice.pick(closed) : undefined, ({ id }) => elsewhereOf(company).deleteJob(id));
  },
  (company, dice) => {
    const open = jobsOf(company).filter((job) => job.status === "open" && seats(job, "open").length < 20);
    return found(dice.pick(open), ({ id }) => elsewhereOf(company).addSeats(id, 1 + dice.below(2)));
  },
  (company, dice) => {
    const open = jobsOf(company).filter((job) => job.status === "open" && seats(job, "open").length > 0);
    return found(dice.pick(open), (job) => elsewhereOf(company).closeSeat(job.id, dice.pick(seats(job, "open"))?.id));
  },
  (company, dice) => {
    const open = jobsOf(company).filter((job) => job.status === "open" && seats(job, "open").length > 0);
    return found(dice.pick(open), ({ id }) => elsewhereOf(company).hire(id));
  },
  (company, dice) => {
    const some = jobsOf(company).filter((job) => job.status !== "draft" && seats(job, "closed").length > 0);
    return found(dice.pick(some), (job) => elsewhereOf(company).reopenSeat(job.id, dice.pick(seats(job, "closed"))?.id ?? 0));
  },
];

const hireOf = ({ feishu }: Vendors) => [...feishu.standIn.state.hireJobs.values()];

const HIRE: readonly Move[] = [
  (company, dice, name) => found(dice.pick(hireOf(company)), ({ id }) => company.feishu.standIn.editHireJob(id, { title: name })),
  (company, dice, name) => found(dice.pick(hireOf(company)), ({ id }) => company.feishu.standIn.editHireJob(id, { code: `CODE ${name}` })),
  (company, dice) =>
    found(dice.pick(hireOf(company)), ({ id, activeStatus }) =>
      company.feishu.standIn.editHireJob(id, activeStatus === 1 ? { activeStatus: 2 } : { activeStatus: 1, expiresAt: undefined }),
    ),
  (company, dice) =>
    found(dice.pick(hireOf(company).filter(({ activeStatus }) => activeStatus === 1)), ({ id }) =>
      company.feishu.standIn.editHireJob(id, { expiresAt: company.clock.now() + (30 + dice.below(300)) * 86_400_000 }),
    ),
  (company, dice, name) => {
    const { hireJobs } = company.feishu.standIn.state;
    const like = dice.oneIn(4) ? dice.pick(hireOf(company)) : undefined;
    const now = company.clock.now();
    const id = `69${String(1_000_000_000_000_000 + Number(name.split(" ")[1])).slice(0, 16)}1`;
    return found(like, (job) => hireJobs.set(id, { ...job, id, code: `CODE ${name}`, title: name, createdAt: now, updatedAt: now }));
  },
];

const SLOW_HIRE: readonly Move[] = [
  (company, dice) => {
    const made = hireOf(company).filter(({ id }) => id.startsWith("691"));
    return found(dice.oneIn(6) ? dice.pick(made) : undefined, ({ id }) => company.feishu.standIn.deleteHireJob(id));
  },
];

/** Profiles with a version in force. */
function profilesOf({ feishu, clock }: Vendors) {
  const today = new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return [...feishu.standIn.state.coreJobs.values()].filter(({ versions }) =>
    versions.some(
      ({ effectiveDate, expirationDate, supersededAt }) => supersededAt === undefined && effectiveDate <= today && today < expirationDate,
    ),
  );
}

const editProfile =
  (changeOf: (name: string, dice: Dice) => object): Move =>
  (company, dice, name) =>
    found(dice.pick(profilesOf(company)), ({ id }) => company.feishu.standIn.editCoreJob(id, changeOf(name, dice)));

/** Ends a profile's version today, so that none is in force, or begins one today where that was done: such a profile is not shown, and is there. */
const endOrBeginProfile: Move = (company, dice, name) => {
  const { feishu, clock } = company;
  const today = new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const current = ({ versions }: { versions: readonly CoreJobVersion[] }) =>
    versions.find(
      ({ effectiveDate, expirationDate, supersededAt }) => supersededAt === undefined && effectiveDate < today && today < expirationDate,
    );
  const ended = ({ versions }: { versions: readonly CoreJobVersion[] }) =>
    versions.find(({ expirationDate, supersededAt }) => supersededAt === undefined && expirationDate === today);
  const hidden = [...feishu.standIn.state.coreJobs.values()].filter((job) => ended(job) !== undefined && current(job) === undefined);
  const back = dice.oneIn(2) ? dice.pick(hidden.filter((job) => !profilesOf(company).includes(job))) : undefined;
  const last = back && ended(back);
  if (back !== undefined && last !== undefined) {
    const versionId = String(BigInt(last.versionId) + 5_000_000n);
    feishu.standIn.writeCoreVersion(back.id, { ...last, versionId, effectiveDate: today, expirationDate: NO_END, code: `CODE ${name}` });
    return true;
  }
  // Of a new one that nobody has seen in force yet nothing is to be told.
  const known = profilesOf(company).filter((job) => job.id.startsWith("7094136") && current(job)?.expirationDate === NO_END);
  const some = dice.pick(known);
  const version = some && current(some);
  return found(version && some, ({ id }) => version && feishu.standIn.writeCoreVersion(id, { ...version, expirationDate: today }));
};

const COREHR: readonly Move[] = [
  endOrBeginProfile,
  editProfile((name) => ({ code: `CODE ${name}` })),
  editProfile((name) => ({ names: { zh: name } })),
  editProfile((name) => ({ names: { zh: name, en: `${name} in English` } })),
  editProfile((_name, dice) => ({ active: dice.oneIn(2) })),
  (company, dice, name) => {
    const id = `70941${String(10_000_000_000_000 + Number(name.split(" ")[1])).slice(0, 14)}`;
    const version = { versionId: id, effectiveDate: "2026-01-01", expirationDate: NO_END, code: `CODE ${name}`, names: { zh: name } };
    if (!dice.oneIn(4)) return false;
    company.feishu.standIn.writeCoreVersion(id, { ...version, active: true, familyIds: [], levelIds: [] });
    return true;
  },
  (company, dice) => {
    const made = profilesOf(company).filter(({ id }) => id.startsWith("709411"));
    return found(dice.oneIn(6) ? dice.pick(made) : undefined, ({ id }) => company.feishu.standIn.deleteCoreJob(id));
  },
];

function vacanciesOf({ headhunter, clock }: Vendors, status: "active" | "archived" | "hidden") {
  const soon = clock.now() + 3 * 86_400_000;
  return [...headhunter.standIn.state.vacancies.values()].filter(({ managerId, archivedAt, hidden, expiresAt }) => {
    const is = archivedAt === null ? "active" : hidden ? "hidden" : "archived";
    return managerId === MANAGER && is === status && (is !== "active" || expiresAt > soon);
  });
}

const HEADHUNTER: readonly Move[] = [
  (company, dice, name) =>
    found(dice.pick(vacanciesOf(company, "active")), ({ id }) => company.headhunter.standIn.elsewhere.edit(id, { name })),
  // A code is not in a board's list: it is found where something else changes with it.
  (company, dice, name) =>
    found(dice.pick(vacanciesOf(company, "active")), ({ id }) =>
      company.headhunter.standIn.elsewhere.edit(id, { name, code: `CODE ${name}` }),
    ),
  (company, dice, name) =>
    found(dice.pick(vacanciesOf(company, "active")), ({ id, fields }) =>
      company.headhunter.standIn.elsewhere.edit(id, { description: `${fields.description.slice(0, 200)} ${name}` }),
    ),
  (company, dice) => found(dice.pick(vacanciesOf(company, "active")), ({ id }) => company.headhunter.standIn.elsewhere.prolong(id)),
  (company, dice) => found(dice.pick(vacanciesOf(company, "active")), ({ id }) => company.headhunter.standIn.elsewhere.archive(id)),
  (company, dice, name) =>
    found(dice.pick(vacanciesOf(company, "active")), ({ id }) =>
      company.headhunter.standIn.elsewhere.publish(id, { name, code: `CODE ${name}` }),
    ),
];

/** Into the bin and out of it: lists go by when a vacancy was archived, which may be long ago, and no webhook tells of it. */
const SLOW_HEADHUNTER: readonly Move[] = [
  (company, dice) => found(dice.pick(vacanciesOf(company, "archived")), ({ id }) => company.headhunter.standIn.elsewhere.hide(id)),
  (company, dice) => found(dice.pick(vacanciesOf(company, "hidden")), ({ id }) => company.headhunter.standIn.elsewhere.restore(id)),
];

const LINKEDIN: readonly Move[] = [
  // One with a task under way is left alone: whether the task or somebody else closed it nobody could tell.
  ({ linkedin }, dice, _name, isBusy) => {
    const { state } = linkedin.standIn;
    const listed = [...state.postings.values()].filter(
      ({ state: now, publishedElsewhere, externalJobPostingId: id }) => now === "LISTED" && !publishedElsewhere && !isBusy(postingId(id)),
    );
    return found(dice.pick(listed), ({ externalJobPostingId }) => state.takeDown(externalJobPostingId));
  },
];

function found<One>(one: One | undefined, work: (one: One) => unknown): boolean {
  if (one === undefined) return false;
  work(one);
  return true;
}

/** How often, of a hundred changes, one is at each vendor. */
const SHARES: readonly (readonly [VendorName, number, readonly Move[], readonly Move[]])[] = [
  ["greenhouse", 35, GREENHOUSE, SLOW_GREENHOUSE],
  ["feishu-hire", 20, HIRE, SLOW_HIRE],
  ["feishu-corehr", 18, COREHR, []],
  ["headhunter", 24, HEADHUNTER, SLOW_HEADHUNTER],
  ["linkedin", 3, LINKEDIN, []],
];

export interface Choice {
  /** A new name. */
  name: string;
  /** Whether a client's change of a record is under way. */
  isBusy(id: string): boolean;
  /** Whether changes are made too that a poller sees with a look at all records alone. */
  slowOnes: boolean;
}

/** Changes some record of some vendor as somebody else does. `around` is told of the vendor, and does the work. */
export function changeElsewhere(
  company: Vendors,
  dice: Dice,
  { name, isBusy, slowOnes }: Choice,
  around: (vendor: VendorName, work: () => boolean) => boolean,
): boolean {
  let place = dice.below(100);
  for (const [vendor, share, quick, slow] of SHARES) {
    const moves = slowOnes ? [...quick, ...slow] : quick;
    if (place < share) return around(vendor, () => dice.pick(moves)?.(company, dice, name, isBusy) ?? false);
    place -= share;
  }
  return false;
}
