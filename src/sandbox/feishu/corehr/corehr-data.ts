import { REQUISITIONS, type Requisition } from "../../world.js";
import { nineteenDigits } from "../ids.js";
import type { LocalName } from "../local-name.js";
import { type CoreJob, type CoreJobVersion, NO_END } from "./corehr-state.js";

/** Requisitions 0 to 69 have a CoreHR job. */
const CORE_JOB_COUNT = 70;

const DAY_MS = 86_400_000;
const FIRST_VERSION = Date.UTC(2019, 0, 1);
/** The start of the last version of some jobs, which stays in the future, and the end of that of others. */
const FUTURE_START = "2035-01-01";
const ENDED = "2026-06-30";

const TITLES: readonly LocalName[] = [
  { zh: "初级", en: "Junior" },
  { zh: "中级", en: "Intermediate" },
  { zh: "高级", en: "Senior" },
  { zh: "资深" },
  { zh: "专家", en: "Expert" },
];

export const coreJobId = (index: number): string => nineteenDigits("7094136", index);

/** Id of a version, counted from 0 in the order of the timeline. */
export const coreVersionId = (index: number, version: number): string => nineteenDigits("723851", index * 10 + version);

/** The job profiles of the sample company by id, each with one to five versions, most of them adjacent. */
export function sampleCoreJobs(): Map<string, CoreJob> {
  return new Map(REQUISITIONS.slice(0, CORE_JOB_COUNT).map((requisition) => [coreJobId(requisition.index), jobFor(requisition)]));
}

function jobFor(requisition: Requisition): CoreJob {
  const { index } = requisition;
  const count = 1 + (index % 5);
  const starts = Array.from({ length: count }, (_, version) => {
    if (version > 0 && version === count - 1 && index % 4 === 1) return FUTURE_START;
    return dayAfter(FIRST_VERSION + (index % 30) * DAY_MS, version * 400);
  });
  const versions = starts.map((start, version) => versionOf(requisition, { version, start, next: starts[version + 1] }));
  return { id: coreJobId(index), versions };
}

function versionOf(requisition: Requisition, period: { version: number; start: string; next: string | undefined }): CoreJobVersion {
  const { code, index, title, department } = requisition;
  const { version, start, next } = period;
  const gap = version === 0 && index % 11 === 7;
  return {
    versionId: coreVersionId(index, version),
    effectiveDate: start,
    expirationDate: next === undefined ? (index % 9 === 4 && start < ENDED ? ENDED : NO_END) : gap ? dayAfter(Date.parse(next), -45) : next,
    code,
    names: inSomeLanguages({ zh: `${title.zh} ${code}`, en: `${title.en} ${code}` }, index),
    titles: TITLES[version],
    descriptions: index % 10 === 4 ? undefined : inSomeLanguages({ zh: `${department.zh}的${title.zh}`, en: `${title.en}` }, index + 1),
    active: !(index % 6 === 2 && version === index % 5),
    familyIds: [nineteenDigits("4719519", index % 4)],
    levelIds: [nineteenDigits("4719520", version), ...(index % 2 === 0 ? [nineteenDigits("4719520", version + 1)] : [])],
    pathwayId: index % 3 === 0 ? undefined : nineteenDigits("4719521", index % 3),
    workingHoursTypeId: index % 7 === 6 ? undefined : nineteenDigits("6890452", index % 2),
  };
}

/** The name in one or more languages. */
function inSomeLanguages(name: { zh: string; en: string }, index: number): LocalName {
  if (index % 8 === 3) return { zh: name.zh };
  if (index % 8 === 6) return { en: name.en };
  return name;
}

const dayAfter = (from: number, days: number): string => new Date(from + days * DAY_MS).toISOString().slice(0, 10);
