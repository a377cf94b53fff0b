import { type Locale, localName } from "./dictionaries.js";

export interface Area {
  id: string;
  ru: string;
  en: string;
  parentId: string | null;
  /** Whether vacancies may be published in the area; for leaves only. */
  canPublish: boolean;
  /** The area's price region (`areas_url` of available_types). */
  priceRegionId: string | null;
}

/** Moscow and its region, the price region of the page's sample. */
export const MOSCOW_PRICE_REGION = "1000224";

/** A leaf in which vacancies cannot be published. */
export const DISABLED_AREA_ID = "177";

const AREAS: readonly Area[] = [
  area("113", "Россия", "Russia", null),
  area("1", "Москва", "Moscow", "113", true, MOSCOW_PRICE_REGION),
  area("2019", "Московская область", "Moscow region", "113", false, MOSCOW_PRICE_REGION),
  area("2042", "Химки", "Khimki", "2019", true, MOSCOW_PRICE_REGION),
  area("2", "Санкт-Петербург", "Saint Petersburg", "113", true),
  area("40", "Казахстан", "Kazakhstan", null),
  area("160", "Алматы", "Almaty", "40", true),
  area(DISABLED_AREA_ID, "Байконур", "Baikonur", "40"),
  area("1001", "Другие регионы", "Other regions", null),
  area("33", "Китай", "China", "1001"),
  area("3301", "Шанхай", "Shanghai", "33", true),
  area("27", "Германия", "Germany", "1001"),
  area("2701", "Берлин", "Berlin", "27", true),
  area("85", "США", "USA", "1001"),
  area("8501", "Сан-Франциско", "San Francisco", "85", true),
];

function area(id: string, ru: string, en: string, parentId: string | null, canPublish = false, priceRegionId: string | null = null): Area {
  return { id, ru, en, parentId, canPublish, priceRegionId };
}

export interface AreaNode {
  id: string;
  name: string;
  parent_id: string | null;
  areas: AreaNode[];
  can_publish?: boolean;
}

export interface AreaTreeOptions {
  locale: Locale;
  /** `vacancy_publication_flag=true` adds `can_publish`. */
  publicationFlag?: boolean;
  /** Only this price region's leaves and the areas above them. */
  priceRegionId?: string;
}

export function findArea(id: string): Area | undefined {
  return AREAS.find((candidate) => candidate.id === id);
}

export function findAreaByEnglishName(name: string): Area | undefined {
  return AREAS.find((candidate) => candidate.en === name);
}

export function isLeaf(id: string): boolean {
  return findArea(id) !== undefined && !AREAS.some((candidate) => candidate.parentId === id);
}

/** Whether an area is a region or lies in it. */
export function areaLiesIn(id: string, regionId: string): boolean {
  for (let current = findArea(id); current !== undefined; current = current.parentId === null ? undefined : findArea(current.parentId)) {
    if (current.id === regionId) return true;
  }
  return false;
}

export function isPriceRegion(id: string): boolean {
  return AREAS.some((candidate) => candidate.priceRegionId === id);
}

export function countries(): readonly Area[] {
  return AREAS.filter((candidate) => candidate.parentId === null);
}

export function areaForest(options: AreaTreeOptions): AreaNode[] {
  return countries().flatMap((country) => areaTree(country, options) ?? []);
}

export function areaTree(root: Area, options: AreaTreeOptions): AreaNode | undefined {
  const below = AREAS.filter((candidate) => candidate.parentId === root.id).flatMap((child) => areaTree(child, options) ?? []);
  const kept = options.priceRegionId === undefined || below.length > 0 || (isLeaf(root.id) && root.priceRegionId === options.priceRegionId);
  if (!kept) return undefined;
  return {
    id: root.id,
    name: localName(root, options.locale),
    parent_id: root.parentId,
    areas: below,
    ...(options.publicationFlag === true ? { can_publish: root.canPublish } : {}),
  };
}
