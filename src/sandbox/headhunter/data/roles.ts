import { type Locale, localName } from "./dictionaries.js";

interface Role {
  id: string;
  ru: string;
  en: string;
}

interface Category extends Role {
  roles: readonly Role[];
}

const CATEGORIES: readonly Category[] = [
  {
    id: "11",
    ru: "Информационные технологии",
    en: "Information technology",
    roles: [
      { id: "156", ru: "BI-аналитик, аналитик данных", en: "BI analyst, data analyst" },
      { id: "96", ru: "Программист, разработчик", en: "Programmer, developer" },
      { id: "160", ru: "DevOps-инженер", en: "DevOps engineer" },
    ],
  },
  {
    id: "19",
    ru: "Продажи, обслуживание клиентов",
    en: "Sales, customer service",
    roles: [
      { id: "70", ru: "Менеджер по продажам", en: "Sales manager" },
      { id: "97", ru: "Продавец-консультант, продавец-кассир", en: "Shop assistant, cashier" },
    ],
  },
  {
    id: "22",
    ru: "Транспорт, логистика, перевозки",
    en: "Transport, logistics",
    roles: [
      { id: "58", ru: "Курьер", en: "Courier" },
      { id: "31", ru: "Кладовщик", en: "Storekeeper" },
    ],
  },
];

const ROLES: readonly Role[] = CATEGORIES.flatMap(({ roles }) => roles);

export function isProfessionalRole(id: string): boolean {
  return ROLES.some((role) => role.id === id);
}

export function professionalRole(id: string, locale: Locale): { id: string; name: string } {
  const role = ROLES.find((candidate) => candidate.id === id);
  return { id, name: role === undefined ? id : localName(role, locale) };
}

/** The body of `GET /professional_roles`. */
export function renderProfessionalRoles(locale: Locale): unknown {
  return {
    categories: CATEGORIES.map((category) => ({
      id: category.id,
      name: localName(category, locale),
      roles: category.roles.map((role) => ({
        id: role.id,
        name: localName(role, locale),
        accept_incomplete_resumes: category.id === "22",
        is_default: true,
        select_deprecated: false,
        search_deprecated: false,
      })),
    })),
  };
}
