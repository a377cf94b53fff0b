import { type Context, param, type Route } from "../context.js";
import { areaForest, areaTree, countries, findArea, isPriceRegion } from "../data/areas.js";
import { localName, renderDictionaries } from "../data/dictionaries.js";
import { renderProfessionalRoles } from "../data/roles.js";
import { badArgument, notFound } from "../errors.js";

export const REFERENCE_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: /^\/dictionaries$/,
    access: "anyone",
    handle: ({ locale, knobs }) => ({ status: 200, json: renderDictionaries(locale, knobs.readsEdition) }),
  },
  {
    method: "GET",
    path: /^\/professional_roles$/,
    access: "anyone",
    handle: ({ locale }) => ({ status: 200, json: renderProfessionalRoles(locale) }),
  },
  { method: "GET", path: /^\/locales$/, access: "anyone", handle: listLocales },
  { method: "GET", path: /^\/areas$/, access: "anyone", handle: listAreas },
  { method: "GET", path: /^\/areas\/countries$/, access: "anyone", handle: listCountries },
  { method: "GET", path: /^\/areas\/(\d+)$/, access: "anyone", handle: showArea },
];

function listLocales() {
  return {
    status: 200,
    json: [
      { id: "RU", name: "Русский" },
      { id: "EN", name: "English" },
    ],
  };
}

function listAreas(context: Context) {
  return { status: 200, json: areaForest(treeOptions(context)) };
}

function listCountries(context: Context) {
  const items = countries().map((country) => ({
    id: country.id,
    name: localName(country, context.locale),
    url: `${context.origin}/areas/${country.id}`,
  }));
  return { status: 200, json: items };
}

function showArea(context: Context) {
  const area = findArea(param(context, 0));
  const tree = area === undefined ? undefined : areaTree(area, treeOptions(context));
  if (tree === undefined) throw notFound();
  return { status: 200, json: tree };
}

function treeOptions({ locale, request }: Context) {
  const priceRegionId = request.query.get("price_region_id") ?? undefined;
  if (priceRegionId !== undefined && !isPriceRegion(priceRegionId)) throw badArgument("price_region_id");
  return { locale, publicationFlag: request.query.get("vacancy_publication_flag") === "true", priceRegionId };
}
