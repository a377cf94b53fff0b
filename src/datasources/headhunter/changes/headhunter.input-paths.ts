/** The graph's input path of each HeadHunter field: the first step only, since below it only contacts have other names. */
const INPUT_PATHS: Record<string, string[]> = {
  name: ["name"],
  description: ["description"],
  code: ["code"],
  salary: ["salary"],
  area: ["headhunter", "areaId"],
  type: ["headhunter", "typeId"],
  billing_type: ["headhunter", "billingTypeId"],
  specializations: ["headhunter", "specializationIds"],
  professional_roles: ["headhunter", "professionalRoleIds"],
  key_skills: ["headhunter", "keySkills"],
  schedule: ["headhunter", "scheduleId"],
  experience: ["headhunter", "experienceId"],
  employment: ["headhunter", "employmentId"],
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
  accept_incomplete_resumes: ["headhunter", "acceptIncompleteResumes"],
  accept_temporary: ["headhunter", "acceptTemporary"],
  response_letter_required: ["headhunter", "responseLetterRequired"],
  response_notifications: ["headhunter", "responseNotifications"],
  allow_messages: ["headhunter", "allowMessages"],
};

/** Parts that the graph has beside the whole instead of inside it. */
const PART_PATHS: Record<string, string[]> = {
  "address.show_metro_only": ["headhunter", "showMetroOnly"],
  "test.required": ["headhunter", "testRequired"],
};

/** HeadHunter's path of a field (`contacts`, `phones`, `0`, `number`) as the path of the input field. */
export function inputPathOf(path: readonly string[]): string[] | null {
  const [first, ...below] = path;
  if (first === undefined) return null;
  const part = PART_PATHS[path.slice(0, 2).join(".")];
  if (part !== undefined) return part;
  const known = INPUT_PATHS[first];
  // A field without an input keeps HeadHunter's name.
  if (known === undefined) return ["headhunter", ...path];
  return first === "contacts" || first === "salary"
    ? [...known, ...below]
    : below[0] === undefined || !isIndex(below[0])
      ? known
      : [...known, below[0]];
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}
