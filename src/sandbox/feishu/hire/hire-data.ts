import { REQUISITIONS, type Requisition } from "../../world.js";
import { nineteenDigits } from "../ids.js";
import type { LocalName } from "../local-name.js";
import { type Address, CLOSED, type Department, type HireJob, OPEN, type Tag } from "./hire-state.js";

/** Requisitions 0 to 59 have a Hire job. */
const HIRE_JOB_COUNT = 60;

const DAY_MS = 86_400_000;
/** The end date of the page's sample, which stays in the future. */
const FAR_EXPIRY = 1_830_259_120_000;

const RECRUITMENT_TYPES = [
  { id: "101", name: { zh: "社招全职", en: "Full-time" } },
  { id: "102", name: { zh: "外包", en: "Outsourced" } },
  { id: "301", name: { zh: "社招实习" } },
  { id: "201", name: { zh: "校招正式", en: "Campus regular" } },
] as const;

const HIGHLIGHTS = [
  { id: "1", name: { zh: "五险一金", en: "Social insurance" } },
  { id: "2", name: { zh: "弹性工作", en: "Flexible hours" } },
  { id: "3", name: { zh: "免费三餐" } },
] as const;

const EXPERIENCES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const DEGREES = [1, 5, 6, 7, 8, 20] as const;

const TAGS: readonly Tag[] = [
  { id: nineteenDigits("6896", 1), name: { zh: "急招", en: "Urgent" }, order: 1 },
  { id: nineteenDigits("6896", 2), name: { zh: "保密" }, order: 2 },
];

const COMPANY: Department = departmentOf({ zh: "总公司", en: "Company" });
/** Engineering and Operations belong to the first, Finance and Commerce to the second. */
const DIVISIONS = [
  departmentOf({ zh: "技术中心", en: "Technology" }, COMPANY),
  departmentOf({ zh: "商业中心", en: "Business" }, COMPANY),
] as const;

export const hireJobId = (index: number): string => nineteenDigits("6960663", index);

/** The Hire jobs of the sample company, by id. About a third are closed; some of the open ones have an end date. */
export function sampleHireJobs(): Map<string, HireJob> {
  return new Map(REQUISITIONS.slice(0, HIRE_JOB_COUNT).map((requisition) => [hireJobId(requisition.index), jobFor(requisition)]));
}

function jobFor({ code, index, title, department, city, openedOn, seats }: Requisition): HireJob {
  const createdAt = Date.parse(`${openedOn}T02:00:00Z`);
  const closed = index % 3 === 1;
  const recruitmentType = pick(RECRUITMENT_TYPES, index);
  return {
    id: hireJobId(index),
    code,
    title: title.zh,
    description: `${department.zh}诚聘${title.zh}。`,
    requirement: `具备${title.zh}相关经验。`,
    activeStatus: closed ? CLOSED : OPEN,
    expiresAt: closed && index % 2 === 0 ? createdAt + 60 * DAY_MS : !closed && index % 5 === 2 ? FAR_EXPIRY : undefined,
    createdAt,
    updatedAt: createdAt + (index % 9) * DAY_MS + index * 1000,
    recruitmentType,
    department: departmentOf(department, DIVISIONS[index % 4 < 2 ? 0 : 1]),
    cities: index % 10 === 9 ? [] : [cityOf(city), ...(index % 6 === 0 ? [cityOf({ zh: "远程", en: "Remote" })] : [])],
    addresses: index % 10 === 9 ? [] : [addressOf(city, index)],
    tags: TAGS.slice(0, index % 3),
    requirements:
      index % 3 === 2 ? [] : [{ id: nineteenDigits("6897", index), shortCode: `JR${1001 + index}`, name: `${title.zh} ${code}` }],
    storefronts:
      index % 10 === 3
        ? [{ id: nineteenDigits("6898", index), name: { zh: "门店一", en: "Store 1" }, address: addressOf(city, index), createdAt }]
        : [],
    minLevel: index % 4 === 3 ? undefined : levelOf(1 + (index % 3)),
    maxLevel: index % 4 === 3 ? undefined : levelOf(4 + (index % 3)),
    family: index % 5 === 4 ? undefined : familyOf(department),
    jobType: { id: nineteenDigits("6889", index % 10), name: { zh: title.zh, en: title.en } },
    jobFunction: index % 2 === 0 ? { id: nineteenDigits("6890", index % 10), name: { zh: title.zh, en: title.en } } : undefined,
    subject: index % 7 === 0 ? { id: nineteenDigits("6891", 1), name: { zh: "春季招聘" } } : undefined,
    highlights: HIGHLIGHTS.slice(0, index % 4),
    majors: index % 8 === 0 ? [{ id: "0", name: { zh: "不限专业", en: "Any major" } }] : [],
    process: {
      id: nineteenDigits("6892", index % 2),
      name: recruitmentType.id === "201" ? { zh: "校招流程" } : { zh: "社招流程", en: "Social process" },
      type: recruitmentType.id === "201" ? 2 : 1,
    },
    jobAttribute: index % 15 === 14 ? 2 : 1,
    headCount: seats,
    experience: pick(EXPERIENCES, index),
    requiredDegree: pick(DEGREES, index),
    minSalary: 10 + (index % 10),
    maxSalary: 20 + (index % 20),
    creator: index % 12 === 11 ? undefined : 1 + (index % 5),
    recruiter: 1 + (index % 5),
    hiringManagers: [10 + (index % 4)],
    assistants: index % 3 === 0 ? [20, 21] : [],
  };
}

function departmentOf(name: LocalName, parent?: Department): Department {
  const serial = serialOf(name);
  return { id: `D${serial}`, openId: `od-${serial.toString(16).padStart(32, "0")}`, name: { zh: name.zh, en: name.en }, parent };
}

/** An address in the city; some have no district and no state. */
function addressOf(city: LocalName, index: number): Address {
  const place =
    index % 4 === 2 ? {} : { district: { id: "DT_1", name: { zh: "中心区", en: "Centre" } }, state: { id: "ST_1", name: { zh: "省" } } };
  const country = { id: "CN_1", name: { zh: "中国", en: "China" } };
  return {
    id: nineteenDigits("6895", serialOf(city)),
    name: { zh: `${city.zh}办公室`, en: `${city.en} office` },
    city: cityOf(city),
    country,
    ...place,
  };
}

const cityOf = (name: LocalName) => ({ id: `CT_${serialOf(name)}`, name: { zh: name.zh, en: name.en } });

const levelOf = (step: number) => ({
  id: nineteenDigits("6893", step),
  retiringId: nineteenDigits("6794", step),
  name: step % 2 === 0 ? { zh: `P${step}`, en: `P${step}` } : { zh: `P${step}` },
});

function familyOf(name: LocalName) {
  const serial = serialOf(name);
  return { id: nineteenDigits("6894", serial), retiringId: nineteenDigits("6795", serial), name: { zh: name.zh, en: name.en } };
}

/** A small number that depends on the name alone. */
function serialOf(name: LocalName): number {
  return [...(name.en ?? "")].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
