/**
 * A requisition of the invented company. All stand-ins have records of its 120 requisitions under the same codes, so that a query over all
 * vendors has records to join. Deterministic, without names of people.
 */
export interface Requisition {
  /** `REQ-1001` … `REQ-1120`: Greenhouse requisition_id, Feishu code, HeadHunter code, LinkedIn externalJobPostingId. */
  code: string;
  /** 0 … 119. */
  index: number;
  title: { en: string; zh: string; ru: string };
  department: { en: string; zh: string; ru: string };
  city: { en: string; zh: string; ru: string };
  /** YYYY-MM-DD, spread over 2025 and 2026. */
  openedOn: string;
  /** The number of seats, 1 … 12. */
  seats: number;
}

const TITLES: readonly Requisition["title"][] = [
  { en: "Software Engineer", zh: "软件工程师", ru: "Инженер-программист" },
  { en: "Data Analyst", zh: "数据分析师", ru: "Аналитик данных" },
  { en: "Product Manager", zh: "产品经理", ru: "Менеджер по продукту" },
  { en: "Storekeeper", zh: "仓库管理员", ru: "Кладовщик" },
  { en: "Sales Manager", zh: "销售经理", ru: "Менеджер по продажам" },
  { en: "Recruiter", zh: "招聘专员", ru: "Рекрутер" },
  { en: "Site Reliability Engineer", zh: "运维工程师", ru: "Инженер по надёжности" },
  { en: "Accountant", zh: "会计", ru: "Бухгалтер" },
  { en: "Interface Designer", zh: "界面设计师", ru: "Дизайнер интерфейсов" },
  { en: "Translator", zh: "翻译", ru: "Переводчик" },
];

const DEPARTMENTS: readonly Requisition["department"][] = [
  { en: "Engineering", zh: "工程部", ru: "Разработка" },
  { en: "Operations", zh: "运营部", ru: "Операционный отдел" },
  { en: "Finance", zh: "财务部", ru: "Финансы" },
  { en: "Commerce", zh: "商务部", ru: "Коммерческий отдел" },
];

const CITIES: readonly Requisition["city"][] = [
  { en: "Shanghai", zh: "上海", ru: "Шанхай" },
  { en: "Moscow", zh: "莫斯科", ru: "Москва" },
  { en: "Berlin", zh: "柏林", ru: "Берлин" },
  { en: "Almaty", zh: "阿拉木图", ru: "Алматы" },
  { en: "San Francisco", zh: "旧金山", ru: "Сан-Франциско" },
];

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 6);

export const REQUISITIONS: readonly Requisition[] = Array.from({ length: 120 }, (_, index) => ({
  code: `REQ-${1001 + index}`,
  index,
  title: at(TITLES, index),
  department: at(DEPARTMENTS, index),
  city: at(CITIES, index * 3),
  openedOn: new Date(FIRST_DAY + index * 5 * DAY_MS).toISOString().slice(0, 10),
  seats: 1 + ((index * 7) % 12),
}));

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
