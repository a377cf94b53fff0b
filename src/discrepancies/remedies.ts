import { CATALOG, type ChangeKind, changeKindOf } from "../datasources/contract/catalog.js";
import { advertisementOf, eachOnce, isLive, judge, rivals } from "../records/discrepancies/kinds.js";
import { DAY_MS } from "../records/discrepancies/known-discrepancies.js";
import type { Circumstances, JobState, RequisitionState, VacancyState } from "../records/discrepancies/requisition-state.js";
import { requireId } from "../schema/common/global-id.js";
import { DEFAULT_ACCOUNT, type Source } from "../schema/common/source.js";
import type { Remedy } from "../schema/discrepancy/discrepancy.type.js";
import type { DiscrepancyKind } from "../schema/discrepancy/discrepancy-kind.js";
import { type Job, JobStatus } from "../schema/job/job.type.js";
import { fieldOfBoard } from "../schema/vacancy/board-inputs.js";
import { VacancyStatus } from "../schema/vacancy/vacancy.type.js";

/** A discrepancy that was found, with all records of its code. */
export interface Contradiction {
  kind: DiscrepancyKind;
  code: string;
  state: RequisitionState;
  circumstances: Circumstances;
  /** The jobs of the state, by their ids. */
  jobs: ReadonlyMap<string, Job>;
  /** Boards that a vacancy can be published on. */
  boards: readonly Source[];
  /** Whether a source takes changes of this kind at all. */
  takes: (source: Source, kind: ChangeKind) => boolean;
}

/** A change, and the records of the code as it would leave them. */
interface Proposal {
  remedy: Remedy;
  after: RequisitionState;
}

/**
 * The changes each of which ends a discrepancy, the mildest first, without those that a source never takes. Whether a record's state allows them now is
 * asked for elsewhere.
 */
export function remediesFor(contradiction: Contradiction): Remedy[] {
  const { kind, circumstances, takes } = contradiction;
  return PROPOSALS[kind](contradiction)
    .filter(({ after }) => judge(kind, after, circumstances).is === "none")
    .filter(({ remedy }) => canBeMade(remedy, takes))
    .map(({ remedy }) => remedy);
}

/** What publishes has no targets: `boards` are those that take it. */
function canBeMade({ mutation, targets }: Remedy, takes: Contradiction["takes"]): boolean {
  const kind = changeKindOf(mutation) as ChangeKind;
  return targets.every((id) => takes(requireId(id, CATALOG[kind].record).source, kind));
}

const PROPOSALS: Readonly<Record<DiscrepancyKind, (contradiction: Contradiction) => Proposal[]>> = {
  ADVERTISED_AFTER_CLOSE: (one) => [closing(one, one.state.vacancies.filter(isLive)), ...reopening(one)],
  OPEN_WITHOUT_ADVERT: (one) => [...publishing(one), ...closingJobs(one)],
  ADVERTISED_TWICE: (one) => closingRivals(one),
  ADVERT_ENDS_SOON: (one) => lastFirst(eachOnce(one.state.vacancies.filter(isLive))).map((vacancy) => prolonging(one, vacancy)),
  JOBS_DISAGREE: (one) => [...closingJobs(one), ...reopening(one)],
};

/** What one account closes is closed for all that show it. */
function closing({ state }: Contradiction, vacancies: readonly VacancyState[]): Proposal {
  const chosen = eachOnce(vacancies);
  const ids = chosen.map(({ id }) => id);
  const closed = new Set(chosen.map(advertisementOf));
  const isClosed = (one: VacancyState) => closed.has(advertisementOf(one));
  const [id, ...others] = ids;
  const remedy = others.length === 0 ? remedyOf("closeVacancy", { id }, ids) : remedyOf("closeVacancies", { ids }, ids);
  return {
    remedy,
    after: { ...state, vacancies: state.vacancies.map((one) => (isClosed(one) ? { ...one, status: VacancyStatus.CLOSED } : one)) },
  };
}

/** Of two rivals either may go; of more the one stays that ends last. */
function closingRivals(contradiction: Contradiction): Proposal[] {
  const groups = rivals(contradiction.state.vacancies.filter(isLive)).map(lastFirst);
  const [pair = []] = groups;
  if (groups.length === 1 && pair.length === 2) return pair.toReversed().map((vacancy) => closing(contradiction, [vacancy]));
  return [
    closing(
      contradiction,
      groups.flatMap((group) => group.slice(1)),
    ),
  ];
}

/** No board prolongs by less than the time that counts as soon; one that does shows it afterwards. */
function prolonging({ state, circumstances }: Contradiction, vacancy: VacancyState): Proposal {
  const expiresAt = new Date(circumstances.now + circumstances.withinMs + DAY_MS).toISOString();
  return {
    remedy: remedyOf("prolongateVacancy", { id: vacancy.id }, [vacancy.id]),
    after: { ...state, vacancies: state.vacancies.map((one) => (one === vacancy ? { ...one, expiresAt } : one)) },
  };
}

/** What else a board needs is the caller's to add: the permission names it. */
function publishing({ state, code, jobs, boards, kind, circumstances }: Contradiction): Proposal[] {
  const verdict = judge(kind, state, circumstances);
  const wanted = (verdict.is === "found" ? verdict.jobs : []).flatMap(({ id }) => jobs.get(id) ?? []);
  const job = wanted.find(({ descriptions }) => descriptions.some(({ value }) => value.trim() !== "")) ?? wanted[0];
  if (job === undefined) return [];
  const name = (job.names[0]?.value.trim() || code).slice(0, MOST_OF_A_NAME);
  const description = job.descriptions.find(({ value }) => value.trim() !== "")?.value ?? `<p>${escaped(name)}</p>`;
  return boards.flatMap((board): Proposal[] => {
    const field = fieldOfBoard(board.vendor);
    if (field === undefined) return [];
    const account = board.account === DEFAULT_ACCOUNT ? {} : { account: board.account };
    const advertisement = { id: "", source: board.text, status: VacancyStatus.PENDING, place: null, expiresAt: null };
    return [
      {
        remedy: { ...remedyOf("publishVacancy", { ...account, name, description, code, [field]: {} }, []), board },
        after: { ...state, vacancies: [...state.vacancies, advertisement] },
      },
    ];
  });
}

/** As many characters as an input takes. */
const MOST_OF_A_NAME = 500;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function closingJobs({ state }: Contradiction): Proposal[] {
  return state.jobs.filter(({ status }) => status === JobStatus.OPEN).map((job) => turning(state, job, "closeJob", JobStatus.CLOSED));
}

function reopening({ state }: Contradiction): Proposal[] {
  return state.jobs.filter(({ status }) => status === JobStatus.CLOSED).map((job) => turning(state, job, "reopenJob", JobStatus.OPEN));
}

/** A job that opens again has a seat to fill. */
function turning(state: RequisitionState, job: JobState, mutation: "closeJob" | "reopenJob", status: JobStatus): Proposal {
  const seats = job.seats === null || mutation === "closeJob" ? job.seats : { open: 1, areAny: true };
  return {
    remedy: remedyOf(mutation, { id: job.id }, [job.id]),
    after: { ...state, jobs: state.jobs.map((one) => (one === job ? { ...one, status, seats } : one)) },
  };
}

function remedyOf(mutation: string, input: Record<string, unknown>, targets: readonly string[]): Remedy {
  return { mutation, input, paid: CATALOG[changeKindOf(mutation) as ChangeKind].paid, targets };
}

function lastFirst(vacancies: readonly VacancyState[]): VacancyState[] {
  const endOf = ({ expiresAt }: VacancyState) => expiresAt ?? "";
  return vacancies.toSorted((one, other) => (endOf(one) > endOf(other) ? -1 : endOf(one) < endOf(other) ? 1 : one.id < other.id ? -1 : 1));
}
