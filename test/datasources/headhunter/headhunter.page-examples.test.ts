import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toWireBody } from "../../../src/datasources/headhunter/changes/headhunter.request-body.js";
import { explainHeadHunter } from "../../../src/datasources/headhunter/headhunter.errors.js";
import { checkFields, flattenFieldRules } from "../../../src/datasources/headhunter/headhunter.field-rules.js";
import type { HeadHunterVacancyInput } from "../../../src/datasources/headhunter/headhunter.input.js";
import {
  toListedVacancy,
  toProlongation,
  toPublicationType,
  toWholeVacancy,
} from "../../../src/datasources/headhunter/headhunter.mapping.js";
import {
  wireDayFigure,
  wireFieldRules,
  wireItems,
  wireListedVacancy,
  wireProlongation,
  wirePublicationType,
  wireVacancy,
  wireVacancyPage,
} from "../../../src/datasources/headhunter/headhunter.wire.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { read } from "../../support/records.js";

const SOURCE = sourceOf(Vendor.HEADHUNTER);

/** The JSON of the vendor's page "Вакансии для работодателя" (employer_vacancies.md), as it stands there. */
const examples = JSON.parse(readFileSync(join(__dirname, "page-examples.json"), "utf8")) as Record<string, unknown>;

const listed = (page: unknown) => wireVacancyPage.parse(page).items.map((item) => read(item, wireListedVacancy));

describe("The examples of HeadHunter's page", () => {
  it("give the kinds of publication, its misspelt id included", () => {
    const types = wireItems.parse(examples.availableTypes).items.map((item) => read(item, wirePublicationType));
    expect(types.map(toPublicationType)).toEqual([
      {
        name: "Стандарт: без обновления",
        description: expect.stringContaining("размещается на 30 дней"),
        billingTypeId: "standart",
        propertyTypeIds: [],
        vacancyTypeIds: ["closed", "open"],
        available: 21,
        regions: [
          { name: "Москва и Московская область", available: 10 },
          { name: "В любом регионе", available: 11 },
        ],
      },
      {
        name: "Премиум: неделя в топе",
        description: expect.any(String),
        billingTypeId: "free",
        propertyTypeIds: [],
        vacancyTypeIds: ["open"],
        available: 0,
        regions: [],
      },
    ]);
  });

  it("give an active vacancy with its counters", () => {
    const [item] = listed(examples.active);
    if (item === undefined) throw new Error("no item");
    expect(toListedVacancy(SOURCE, item, "active")).toEqual({
      id: "headhunter:vacancy:8331228",
      vendor: "HEADHUNTER",
      account: "default",
      vendorId: "8331228",
      name: "Секретарь",
      status: "ACTIVE",
      vendorStatus: "active",
      url: "https://hh.ru/vacancy/8331228",
      applyUrl: "https://hh.ru/applicant/vacancy_response?vacancyId=8331228",
      area: { id: "1", name: "Москва" },
      employer: { id: "1455", name: "HeadHunter" },
      department: { id: "HH-1455-TECH", name: "HeadHunter::Технический департамент" },
      salary: { period: null, frequency: null, from: 30_000, to: null, currency: "RUR", gross: true },
      publishedAt: "2013-07-08T12:17:21Z",
      expiresAt: "2013-07-08T12:17:21Z",
      closedAt: null,
      billingType: { id: "standard", name: "Стандарт" },
      canUpgradeBillingType: true,
      counters: { views: 100_500, responses: 5, unreadResponses: 3, resumesInProgress: 5, invitations: 10, invitationsAndResponses: null },
      propertyTypeIds: undefined,
      code: undefined,
      description: undefined,
      manager: undefined,
      raw: item,
    });
  });

  it("give an archived and a deleted vacancy", () => {
    const [archived] = listed(examples.archived);
    const [hidden] = listed(examples.hidden);
    if (archived === undefined || hidden === undefined) throw new Error("no item");
    expect(toListedVacancy(SOURCE, archived, "archived")).toMatchObject({
      status: "CLOSED",
      closedAt: "2013-08-08T12:17:21Z",
      expiresAt: null,
      counters: { views: null, responses: 3, invitationsAndResponses: 5 },
    });
    expect(toListedVacancy(SOURCE, hidden, "hidden")).toMatchObject({ status: "DELETED", closedAt: null, counters: null });
  });

  it("give a prolongation that is possible and one that is not", () => {
    expect(toProlongation(read(examples.prolongationPossible, wireProlongation))).toEqual({
      allowed: true,
      reason: null,
      expiresAt: "2015-11-19T14:10:48Z",
    });
    expect(toProlongation(read(examples.prolongationImpossible, wireProlongation))).toEqual({
      allowed: false,
      reason: { id: "standard_plus_publication_is_updated_automatically", name: expect.stringContaining("Стандарт Плюс") },
      expiresAt: "2015-11-19T14:10:48Z",
    });
  });

  it("give no prolongation where the action is another or missing", () => {
    const blank = { expires_at: "2015-11-19T17:10:48+0300" };
    expect(toProlongation({ ...blank, actions: [] }).allowed).toBe(false);
    expect(toProlongation({ ...blank, actions: [{ id: "renew_by_subscription", enabled: true }] }).allowed).toBe(false);
  });

  it("give day figures with null where there are none", () => {
    expect(wireItems.parse(examples.stats).items.map((item) => read(item, wireDayFigure).views)).toEqual([36, 35, 32, null, null]);
  });

  it("give one rule for each path, with the required ones of the page", () => {
    const rules = flattenFieldRules(read(examples.conditions, wireFieldRules));
    expect(new Set(rules.map(({ path }) => path)).size).toBe(rules.length);
    expect(rules.find(({ path }) => path === "response_url")).toMatchObject({ maxLength: 511, pattern: "^(http|https)://.+$" });
    expect(rules.filter(({ required }) => required).map(({ path }) => path)).toEqual([
      "area",
      "billing_type",
      "contacts.name",
      "contacts.phones",
      "contacts.phones.city",
      "contacts.phones.country",
      "contacts.phones.number",
      "description",
      "name",
      "specializations",
      "type",
    ]);
  });

  it("give the body of an input, and pass the page's own rules", () => {
    const { employer: _own, ...body } = examples.publication as Record<string, unknown>;
    const headhunter: HeadHunterVacancyInput = {
      areaId: "1",
      typeId: "open",
      billingTypeId: "standard",
      specializationIds: ["17.324", "3.148"],
      keySkills: ["Холодные продажи", "Проведение промо акций"],
      scheduleId: "flyInFlyOut",
      experienceId: "moreThan6",
      employmentId: "full",
      contacts: {
        name: "Иванов Иван",
        email: "user@example.com",
        phones: [{ country: "7", city: "495", number: "1234567", comment: "с 10 до 20" }],
      },
      addressId: "123",
      showMetroOnly: true,
      testId: "42",
      testRequired: true,
      managerId: "321",
      brandedTemplateId: "marketing",
      driverLicenseTypeIds: ["A", "B"],
      workingDayIds: ["only_saturday_and_sunday"],
      workingTimeIntervalIds: ["from_four_to_six_hours_in_a_day"],
      workingTimeModeIds: ["start_after_sixteen"],
      acceptHandicapped: true,
      acceptKids: false,
      acceptIncompleteResumes: false,
      acceptTemporary: true,
      responseLetterRequired: true,
      responseNotifications: true,
      allowMessages: true,
    };
    const written = toWireBody({
      name: "Менеджер по продажам",
      description: String(body.description),
      code: "код-1234",
      salary: { from: 100, to: 500, currency: "USD", gross: true },
      headhunter,
    });
    expect(written).toEqual(body);
    expect(checkFields(written, read(examples.conditions, wireFieldRules), true)).toEqual([]);
  });
});

describe("Answers that differ from the page", () => {
  const bare = { id: 8_331_228, name: "A" };

  it("may have numbers as ids, and lack optional fields", () => {
    expect(toWholeVacancy(SOURCE, read(bare, wireVacancy))).toMatchObject({
      id: "headhunter:vacancy:8331228",
      vendorId: "8331228",
      code: null,
      manager: null,
      counters: null,
      salary: null,
      employer: null,
      expiresAt: null,
    });
  });

  it("keep unknown dictionary ids, and a salary in the newer form", () => {
    const later = {
      ...bare,
      billing_type: { id: "gold_plus" },
      salary: null,
      salary_range: { from: 1, to: null, currency: "KZT", gross: null, mode: { id: "MONTH" } },
      manager: { id: 7, first_name: "Ann", last_name: "Lee" },
      employer: { id: null, name: "hidden" },
    };
    expect(toWholeVacancy(SOURCE, read(later, wireVacancy))).toMatchObject({
      billingType: { id: "gold_plus", name: null },
      salary: { from: 1, to: null, currency: "KZT", gross: null },
      manager: { id: "7", name: "Ann Lee" },
      employer: null,
    });
  });

  it("show a missing currency as XXX", () => {
    expect(toWholeVacancy(SOURCE, read({ ...bare, salary: { from: 1 } }, wireVacancy)).salary).toEqual({
      period: null,
      frequency: null,
      from: 1,
      to: null,
      currency: "XXX",
      gross: null,
    });
  });

  it("name the place below a field, and ten duplicates by numeric ids", () => {
    const refused = (status: number, ...errors: unknown[]) =>
      explainHeadHunter(
        new VendorError({ code: "REJECTED", vendor: "HEADHUNTER", sent: "yes", message: "no", status, details: { errors } }),
      );
    expect(refused(400, { type: "vacancies", value: "contacts", reason: "invalid", pointer: "/contacts/phones/1/number" })).toMatchObject([
      {
        code: "INVALID_INPUT",
        field: ["headhunter", "contacts", "phones", "1", "number"],
        message: expect.stringContaining("contacts.phones.1.number"),
      },
    ]);
    expect(refused(400, { type: "bad_json_data", value: "languages", reason: "required" })).toMatchObject([
      { field: ["headhunter", "extra", "languages"] },
    ]);
    expect(refused(403, { type: "vacancies", value: "duplicate", found: 12, items: [{ id: 42 }, { id: 43 }] })).toMatchObject([
      { code: "DUPLICATE", message: expect.stringContaining("headhunter:vacancy:42, headhunter:vacancy:43 and 10 more") },
    ]);
    expect(
      explainHeadHunter(new VendorError({ code: "REJECTED", vendor: "HEADHUNTER", sent: "yes", message: "no", status: 400 })),
    ).toBeUndefined();
  });
});
