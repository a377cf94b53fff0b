import { toListedVacancy, toWholeVacancy } from "../../../src/datasources/headhunter/headhunter.mapping.js";
import { wireListedVacancy, wireVacancy } from "../../../src/datasources/headhunter/headhunter.wire.js";
import { unreadPartsOf } from "../../../src/http/checks/record-check.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { read } from "../../support/records.js";

const SOURCE = sourceOf(Vendor.HEADHUNTER);

type Json = Record<string, unknown>;

const bare = { id: "555", name: "Кладовщик", archived: false, hidden: false };
const whole = (more: Json) => toWholeVacancy(SOURCE, read({ ...bare, ...more }, wireVacancy));
const listed = (more: Json) => toListedVacancy(SOURCE, read({ ...bare, ...more }, wireListedVacancy), "active");

const perShift = {
  from: 3_000,
  to: null,
  currency: "RUR",
  gross: true,
  mode: { id: "SHIFT", name: "За смену" },
  frequency: { id: "DAILY", name: "Ежедневно" },
};

describe("A vacancy of today's HeadHunter", () => {
  describe("its pay", () => {
    it.each<[string, (more: Json) => ReturnType<typeof whole>]>([
      ["a list", listed],
      ["a single read", whole],
    ])("is per shift where it says so in %s, though `salary` shows the same bounds bare", (_, show) => {
      const { salary } = show({ salary: { from: 3_000, to: null, currency: "RUR", gross: true }, salary_range: perShift });
      const frequency = { id: "DAILY", name: "Ежедневно" };
      expect(salary).toEqual({ period: "SHIFT", frequency, from: 3_000, to: null, currency: "RUR", gross: true });
    });

    it.each([
      ["MONTH", "MONTH"],
      ["SHIFT", "SHIFT"],
      ["HOUR", "HOUR"],
      ["FLY_IN_FLY_OUT", "ROTATION"],
      ["SERVICE", "SERVICE"],
      ["PER_LUNAR_PHASE", "UNKNOWN"],
      ["constructor", "UNKNOWN"],
    ])("is counted by the mode %s as %s", (id, period) => {
      expect(whole({ salary_range: { ...perShift, mode: { id, name: "" } } }).salary?.period).toBe(period);
    });

    it("has no period and no frequency where HeadHunter tells none", () => {
      expect(whole({ salary: { from: 5, currency: "RUR" } }).salary).toMatchObject({ period: null, frequency: null });
      expect(whole({ salary: { from: 5, currency: "RUR" }, salary_range: null }).salary).toMatchObject({ from: 5, period: null });
      expect(whole({ salary_range: { ...perShift, mode: null, frequency: null } }).salary).toMatchObject({ period: null, frequency: null });
    });

    it.each([{ from: "3000" }, { currency: 7 }, { mode: "SHIFT" }, { mode: { id: ["SHIFT"] } }])(
      "is not shown where a part that decides it cannot be read, not even by `salary`: %j",
      (spoiled) => {
        const wire = read({ ...bare, salary: { from: 3_000, currency: "RUR" }, salary_range: { ...perShift, ...spoiled } }, wireVacancy);
        expect(toWholeVacancy(SOURCE, wire).salary).toBeNull();
        expect([...(unreadPartsOf(wire)?.fields ?? [])]).toEqual(["salary_range"]);
      },
    );
  });

  describe("its properties", () => {
    const properties = [
      { property_type: "HH_VP_OPTIMUM", start_time: "2026-11-01T02:51:16.061+03:00", end_time: null, parameters: [] },
      { property_type: "ZP_CROSSPOSTING" },
    ];

    it("are told by their types, beside a billing type that is null", () => {
      const sold = { billing_type: null, vacancy_properties: { properties, appearance: { title: "Оптимум" } } };
      for (const vacancy of [whole(sold), listed(sold)])
        expect(vacancy).toMatchObject({ billingType: null, propertyTypeIds: ["HH_VP_OPTIMUM", "ZP_CROSSPOSTING"] });
    });

    it("are unknown to a copy of a list that lacks them, and none where the whole vacancy has none", () => {
      expect(listed({}).propertyTypeIds).toBeUndefined();
      expect(listed({ vacancy_properties: null }).propertyTypeIds).toBeNull();
      expect(whole({}).propertyTypeIds).toBeNull();
    });

    it("cost themselves alone where one cannot be read", () => {
      const wire = read({ ...bare, vacancy_properties: { properties: [{ property_type: 1 }, properties[1]] } }, wireVacancy);
      expect(toWholeVacancy(SOURCE, wire).propertyTypeIds).toEqual(["ZP_CROSSPOSTING"]);
      expect(unreadPartsOf(wire)?.message).toContain("vacancy_properties");
    });
  });

  it("is whole with every key null that may be, and without those that may be missing", () => {
    const nullable = [
      ...["branded_description", "schedule", "experience", "employment", "billing_type", "salary", "salary_range", "address", "contacts"],
      ...["employer", "department", "code", "accept_temporary", "test", "response_url", "working_days", "working_time_intervals"],
      ...["working_time_modes", "work_format", "work_schedule_by_days", "working_hours", "fly_in_fly_out_duration", "employment_form"],
      ...["languages", "internship", "night_shifts", "show_contacts", "closed_for_applicants", "insider_interview", "video_vacancy"],
      ...["vacancy_constructor_template", "archived_at", "branded_template", "previous_id", "vacancy_properties", "counters", "manager"],
      ...["age_restriction", "auto_response", "show_logo_in_search", "sort_point_distance", "negotiations_url"],
    ];
    const nulls = Object.fromEntries(nullable.map((key) => [key, null]));
    for (const more of [nulls, {}, { salary_range: { from: null, to: null, currency: "RUR", gross: true, mode: { id: "MONTH" } } }]) {
      const single = read({ ...bare, ...more }, wireVacancy);
      const item = read({ ...bare, ...more }, wireListedVacancy);
      expect([unreadPartsOf(single), unreadPartsOf(item)]).toEqual([undefined, undefined]);
      expect(toWholeVacancy(SOURCE, single)).toMatchObject({ vendorId: "555", status: "ACTIVE", billingType: null });
    }
  });
});
