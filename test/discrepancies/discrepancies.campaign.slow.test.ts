import { DISCREPANCY_KINDS } from "../../src/records/discrepancies/kinds.js";
import { RequisitionWorld } from "./requisition-world.js";

/** Worlds of a usual run; all 2,000 by DISCREPANCY_WORLDS=2000. */
const WORLDS = Number(process.env.DISCREPANCY_WORLDS ?? 240);
const DAY_MS = 86_400_000;

/** Repeatable random numbers. */
function dice(seed: number) {
  let state = seed;
  const below = (limit: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * limit);
  };
  return { below, pick: <One>(many: readonly One[]): One => many[below(many.length)] as One, chance: (of: number) => below(of) === 0 };
}

interface Held {
  jobs: { source: "greenhouse" | "hire"; isOpen: boolean | undefined; open: number; seats: number }[];
  ads: { area: string; isLive: boolean; endsAt: number }[];
}

/**
 * What contradicts what, computed plainly from what the stand-ins hold: from the sentences of the contract, with none of the server's own code.
 */
function contradictions({ jobs, ads }: Held, now: number): string[] {
  const counting = jobs.filter(({ isOpen }) => isOpen !== undefined);
  const isFilled = (job: Held["jobs"][number]) => job.source === "greenhouse" && job.isOpen && job.seats > 0 && job.open === 0;
  const isEnded = (job: Held["jobs"][number]) => !job.isOpen || isFilled(job);
  const live = ads.filter(({ isLive }) => isLive);
  const found: string[] = [];
  if (counting.length > 0 && counting.every(isEnded) && live.length > 0) found.push("ADVERTISED_AFTER_CLOSE");
  if (counting.some(({ source, isOpen, open }) => isOpen && (source === "hire" || open > 0)) && live.length === 0)
    found.push("OPEN_WITHOUT_ADVERT");
  if (live.some((ad, index) => live.some((other, at) => at > index && other.area === ad.area))) found.push("ADVERTISED_TWICE");
  const lastEnd = Math.max(...live.map(({ endsAt }) => endsAt));
  if (counting.some((job) => !isEnded(job)) && live.length > 0 && lastEnd <= now + 7 * DAY_MS) found.push("ADVERT_ENDS_SOON");
  const openAt = new Set(counting.filter(({ isOpen }) => isOpen).map(({ source }) => source));
  const closedAt = new Set(counting.filter(({ isOpen }) => !isOpen).map(({ source }) => source));
  if ([...openAt].some((source) => [...closedAt].some((other) => other !== source))) found.push("JOBS_DISAGREE");
  return found;
}

/** A requisition at the vendors, which somebody changes. */
class RandomRequisition {
  readonly ids: string[] = [];
  readonly #jobs: string[] = [];
  readonly #hires: string[] = [];
  readonly #ads: string[] = [];

  constructor(
    readonly code: string,
    readonly world: RequisitionWorld,
    readonly random: ReturnType<typeof dice>,
  ) {
    for (let count = random.below(3); count > 0; count -= 1) this.#jobs.push(this.#job());
    for (let count = random.below(3); count > 0; count -= 1) this.#hires.push(world.hireJob(code, random.chance(2)));
    for (let count = random.below(4); count > 0; count -= 1) this.#ads.push(this.#ad());
    this.ids.push(...this.#jobs, ...this.#hires, ...this.#ads);
  }

  #job(): string {
    const { world, code, random } = this;
    const status = random.pick(["open", "open", "closed", "draft"] as const);
    return world.job(code, status, { open: status === "open" ? random.below(3) : 0, closed: random.below(2) });
  }

  #ad(): string {
    const { world, code, random } = this;
    return world.ad(code, { days: random.pick([1, 5, 8, 20]), area: random.pick(["1", "2"]), isLive: !random.chance(3) });
  }

  /** One change that nobody tells the server of. */
  change(): void {
    const { world, random } = this;
    const id = random.pick(this.ids);
    if (id === undefined) return;
    if (this.#hires.includes(id)) {
      world.editHireJob(id, random.chance(2));
      return;
    }
    if (this.#ads.includes(id)) {
      const ad = world.vacancy(id);
      if (ad.archivedAt === null && random.chance(2)) ad.archivedAt = world.now;
      // Nothing comes back from a board's archive.
      else ad.expiresAt = world.now + random.pick([1, 5, 8, 20]) * DAY_MS;
      return;
    }
    world.editJob(id, (job) => {
      job.status = random.pick(["open", "closed"] as const);
      for (const seat of job.openings) seat.status = job.status === "open" && random.chance(2) ? "open" : "closed";
    });
  }

  /** As the stand-ins hold it now. */
  get held(): Held {
    const { greenhouse, feishu, headhunter } = this.world.company;
    const jobs = greenhouse.standIn.state.jobs.filter(({ requisition_id }) => requisition_id === this.code);
    const hires = [...feishu.standIn.state.hireJobs.values()].filter(({ code }) => code === this.code);
    const ads = [...headhunter.standIn.state.vacancies.values()].filter(({ fields }) => fields.code === this.code);
    return {
      jobs: [
        ...jobs.map(({ status, openings }) => ({
          ...{ source: "greenhouse" as const, isOpen: status === "draft" ? undefined : status === "open" },
          ...{ open: openings.filter((seat) => seat.status === "open").length, seats: openings.length },
        })),
        ...hires.map(({ activeStatus }) => ({ source: "hire" as const, isOpen: activeStatus === 1, open: 0, seats: 0 })),
      ],
      ads: ads.map(({ areaId, archivedAt, expiresAt }) => ({ area: areaId, isLive: archivedAt === null, endsAt: expiresAt })),
    };
  }

  get expected(): string[] {
    return contradictions(this.held, this.world.now).map((kind) => `${kind} ${this.code}`);
  }
}

/** Requisitions in one world. */
const AT_ONCE = 20;

describe(`In ${WORLDS} random worlds, with changes that nobody tells of`, () => {
  const failures: Record<string, unknown>[] = [];
  let world: RequisitionWorld;
  beforeAll(async () => {
    world = await RequisitionWorld.start({ LOG_LEVEL: "error" }, "v3", failures);
    await world.learn();
  });
  afterAll(() => world.stop());

  it("what is told is what contradicts, by the query and by events: none missed, none invented", async () => {
    const random = dice(16);
    const met = new Map<string, number>();
    let made: RandomRequisition[] = [];
    for (let number = 0; number < WORLDS; number += AT_ONCE) {
      // Those of before have gone: their events end.
      world.clear();
      const gone = made.flatMap(({ ids }) => ids);
      made = Array.from(
        { length: Math.min(AT_ONCE, WORLDS - number) },
        (_, index) => new RandomRequisition(`W${number + index}`, world, random),
      );
      const ids = [...gone, ...made.flatMap((one) => one.ids)];
      await learnFrom(ids);
      for (const change of [false, true]) {
        if (change) for (const one of made) for (let count = random.below(3); count > 0; count -= 1) one.change();
        const codes = JSON.stringify(made.map(({ code }) => code));
        // Asked before the server has learnt of the changes, it tells nothing that is not so any more.
        if (change) {
          const early = await world.told(`first: 200, codes: ${codes}`);
          const expected = new Set(made.flatMap((one) => one.expected));
          expect(early.filter((told) => !expected.has(told))).toEqual([]);
          await learnFrom(ids);
        }
        const expected = made.flatMap((one) => one.expected).sort();
        expect(await world.told(`first: 200, codes: ${codes}`)).toEqual(expected);
        await world.untilTold(...expected);
        for (const told of expected) met.set(told.split(" ")[0] ?? "", (met.get(told.split(" ")[0] ?? "") ?? 0) + 1);
      }
    }
    expect(failures.filter(({ level }) => level === "error" || level === "fatal")).toEqual([]);
    // All kinds were met, and often.
    for (const kind of DISCREPANCY_KINDS) expect(met.get(kind) ?? 0).toBeGreaterThan(WORLDS / 20);
  });

  /** A caller reads them, as the sweep would: what is gone is missed too. */
  async function learnFrom(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += 100) {
      const query =
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Job { code status openings(first: 10) { nodes { id status } } } ... on Vacancy { code } } }";
      await world.ask(query, { ids: ids.slice(from, from + 100) });
    }
  }
});
