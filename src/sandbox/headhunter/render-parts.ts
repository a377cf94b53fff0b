import { findArea } from "./data/areas.js";
import { dictionaryItem, type Locale, localName } from "./data/dictionaries.js";
import { billingTypeOf, variantWith } from "./data/products.js";
import { formatPropertyTime } from "./dates.js";
import type { HeadHunterKnobs } from "./knobs.js";
import type { Phone, Vacancy, World } from "./model.js";
import { renderAppearance } from "./rules/billing.js";

export interface View extends World {
  locale: Locale;
  /** The origin of absolute URLs of the API. */
  origin: string;
  /** The origin of links to the site. */
  site: string;
}

export function renderArea(view: View, areaId: string): Record<string, unknown> {
  const area = findArea(areaId);
  return { id: areaId, name: area === undefined ? areaId : localName(area, view.locale), url: `${view.origin}/areas/${areaId}` };
}

export function renderEmployer(view: View): Record<string, unknown> {
  const { id, name } = view.account.employer;
  return {
    id,
    name,
    url: `${view.origin}/employers/${id}`,
    alternate_url: `${view.site}/employer/${id}`,
    logo_urls: {
      "90": `${view.site}/employer-logo/289027.png`,
      "240": `${view.site}/employer-logo/289169.png`,
      original: `${view.site}/file/2352807.png`,
    },
    trusted: true,
  };
}

export function renderDepartment(view: View, vacancy: Vacancy): { id: string; name: string } | null {
  const department = view.state.departments.find((own) => own.id === vacancy.fields.department?.id);
  return department === undefined ? null : { id: department.id, name: localName(department.name, view.locale) };
}

/** The older form of the pay, made of the newer one where that is by the month. */
export function renderSalary({ knobs }: View, { fields }: Vacancy): Record<string, unknown> | null {
  const { salary, salary_range: range } = fields;
  const isTold = range?.mode.id === "MONTH" || knobs.salaryOfOtherModes === "amounts";
  const told = range && isTold ? range : salary;
  if (!told) return null;
  const { from = null, to = null, currency = null, gross = null } = told;
  return { from, to, currency, gross };
}

/** The newer form; a pay that was sent in the older one is by the month. */
export function renderSalaryRange({ locale }: View, { fields }: Vacancy): Record<string, unknown> | null {
  const { salary, salary_range: range } = fields;
  const told = range ?? salary;
  if (!told) return null;
  const { from = null, to = null, currency = null, gross = null } = told;
  const frequency = range?.frequency;
  return {
    from,
    to,
    currency,
    gross,
    mode: dictionaryItem("salary_range_mode", range?.mode.id ?? "MONTH", locale),
    frequency: frequency ? dictionaryItem("salary_range_frequency", frequency.id, locale) : null,
  };
}

/** Null for a product that has no billing type. */
export function renderBillingType({ knobs, locale }: View, { productId }: Vacancy): { id: string; name: string } | null {
  const billing = billingTypeOf(productId);
  const isHidden = knobs.sellsOnlyByProperties || knobs.billingTypeInReads === "null";
  return billing === null || isHidden ? null : dictionaryItem("vacancy_billing_type", billing, locale);
}

/** The times have milliseconds and a colon, unlike all others. */
export function renderProperties({ locale }: View, vacancy: Vacancy): Record<string, unknown> {
  const variant = variantWith(vacancy.propertyTypes);
  return {
    properties: vacancy.propertyTypes.map((property_type) => ({
      property_type,
      start_time: formatPropertyTime(vacancy.publishedAt),
      end_time: formatPropertyTime(vacancy.expiresAt),
      parameters: [],
    })),
    appearance: variant === undefined ? null : renderAppearance(variant, locale),
  };
}

export function renderContacts({ knobs }: View, { fields }: Vacancy): Record<string, unknown> | null {
  const { contacts } = fields;
  if (!contacts) return null;
  return { ...contacts, phones: contacts.phones?.map((phone) => renderPhone(phone, knobs.phonesInReads)) ?? null };
}

/** A number sent as `formatted` is split: one digit of the country (three for those of three), three of the city. */
function renderPhone(phone: Phone, form: HeadHunterKnobs["phonesInReads"]): Record<string, unknown> {
  const comment = phone.comment ?? null;
  const formatted = phone.formatted ?? `+${phone.country ?? ""} (${phone.city ?? ""}) ${phone.number ?? ""}`;
  if (form === "formatted") return { formatted, comment };
  const parts = phone.formatted ? splitNumber(phone.formatted) : { country: phone.country, city: phone.city, number: phone.number };
  return form === "parts" ? { ...parts, comment } : { ...parts, formatted, comment };
}

function splitNumber(formatted: string): { country: string; city: string; number: string } {
  const digits = formatted.replace(/\D/g, "");
  const countryLength = /^(375|99[2468])/.test(digits) ? 3 : 1;
  const city = countryLength + (countryLength === 3 ? 2 : 3);
  return { country: digits.slice(0, countryLength), city: digits.slice(countryLength, city), number: digits.slice(city) };
}

export function renderAddress(view: View, vacancy: Vacancy): Record<string, unknown> | null {
  const chosen = vacancy.fields.address;
  const address = view.state.addresses.find((own) => own.id === chosen?.id);
  if (!chosen || address === undefined) return null;
  return {
    id: address.id,
    city: localName(address.city, view.locale),
    street: address.street,
    building: address.building,
    description: null,
    lat: address.lat,
    lng: address.lng,
    metro_stations: address.metroStations,
    show_metro_only: chosen.show_metro_only === true,
  };
}
