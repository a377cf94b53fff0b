/** The graph's input path of each HeadHunter field: the first step only, since below it only contacts have other names. */
const INPUT_PATHS: ReadonlyMap<string, string[]> = new Map(
  Object.entries({
    name: ["name"],
    description: ["description"],
    code: ["code"],
    salary: ["salary"],
    salary_range: ["salary"],
    area: ["headhunter", "areaId"],
    type: ["headhunter", "typeId"],
    billing_type: ["headhunter", "billingTypeId"],
    vacancy_properties: ["headhunter", "propertyTypeIds"],
    closed_for_applicants: ["headhunter", "closedForApplicants"],
    previous_id: ["headhunter", "previousVacancyId"],
    specializations: ["headhunter", "specializationIds"],
    professional_roles: ["headhunter", "professionalRoleIds"],
    key_skills: ["headhunter", "keySkills"],
    schedule: ["headhunter", "scheduleId"],
    experience: ["headhunter", "experienceId"],
    employment: ["headhunter", "employmentId"],
    employment_form: ["headhunter", "employmentFormId"],
    work_format: ["headhunter", "workFormatIds"],
    work_schedule_by_days: ["headhunter", "workScheduleByDaysIds"],
    working_hours: ["headhunter", "workingHoursIds"],
    fly_in_fly_out_duration: ["headhunter", "flyInFlyOutDurationIds"],
    internship: ["headhunter", "internship"],
    night_shifts: ["headhunter", "nightShifts"],
    contacts: ["headhunter", "contacts"],
    address: ["headhunter", "addressId"],
    test: ["headhunter", "testId"],
    response_url: ["headhunter", "responseUrl"],
    custom_employer_name: ["headhunter", "customEmployerName"],
    department: ["headhunter", "departmentId"],
    manager: ["headhunter", "managerId"],
    branded_template: ["headhunter", "brandedTemplateId"],
    driver_license_types: ["headhunter", "driverLicenseTypeIds"],
    working_days: ["headhunter", "workingDayIds"],
    working_time_intervals: ["headhunter", "workingTimeIntervalIds"],
    working_time_modes: ["headhunter", "workingTimeModeIds"],
    accept_handicapped: ["headhunter", "acceptHandicapped"],
    accept_kids: ["headhunter", "acceptKids"],
    age_restriction: ["headhunter", "ageRestrictionId"],
    accept_incomplete_resumes: ["headhunter", "acceptIncompleteResumes"],
    accept_temporary: ["headhunter", "acceptTemporary"],
    accept_labor_contract: ["headhunter", "acceptLaborContract"],
    civil_law_contracts: ["headhunter", "civilLawContractIds"],
    response_letter_required: ["headhunter", "responseLetterRequired"],
    response_notifications: ["headhunter", "responseNotifications"],
    allow_messages: ["headhunter", "allowMessages"],
  }),
);

/** Parts that the graph has in another place, or under another name, than HeadHunter. */
const PART_PATHS: ReadonlyMap<string, string[]> = new Map(
  Object.entries({
    "address.show_metro_only": ["headhunter", "showMetroOnly"],
    "test.required": ["headhunter", "testRequired"],
    "salary_range.mode": ["salary", "period"],
    "salary_range.frequency": ["salary", "frequencyId"],
  }),
);

/** Whether the graph has an input of its own for the field. */
export function hasInput(field: string): boolean {
  return INPUT_PATHS.has(field);
}

/** HeadHunter's path of a field (`contacts`, `phones`, `0`, `number`) as the path of the input field. */
export function inputPathOf(path: readonly string[]): string[] | null {
  const [first, ...below] = path;
  if (first === undefined) return null;
  const part = PART_PATHS.get(path.slice(0, 2).join("."));
  if (part !== undefined) return part;
  const known = INPUT_PATHS.get(first);
  // A field without an input can be given as HeadHunter spells it.
  if (known === undefined) return ["headhunter", "extra", ...path];
  if (known[0] === "salary" || first === "contacts") return [...known, ...below];
  // `vacancy_properties.properties.0.property_type`
  const index = (first === "vacancy_properties" ? below.slice(1) : below)[0];
  return index === undefined || !isIndex(index) ? known : [...known, index];
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}
