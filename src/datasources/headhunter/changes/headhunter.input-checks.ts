import { parseGlobalId } from "../../../schema/common/global-id.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import { userError } from "../headhunter.errors.js";
import { checkFields } from "../headhunter.field-rules.js";
import type { WireFieldRules, WireVacancy } from "../headhunter.wire.js";
import { isRotation } from "./headhunter.alternatives.js";
import { hasInput, inputPathOf } from "./headhunter.input-paths.js";
import { payErrors } from "./headhunter.pay.js";
import { purchasesIn } from "./headhunter.purchase.js";
import type { WireBody } from "./headhunter.request-body.js";

type Input = ChangeInputs["publishVacancy"] | ChangeInputs["updateVacancy"];

/** What an input says in two ways, or in a way that HeadHunter could not understand. Needs nothing of HeadHunter. */
export function inputErrors(input: Input, source: Source): UserError[] {
  return [...purchaseErrors(input), ...phoneErrors(input), ...previousErrors(input, source), ...extraErrors(input)];
}

/** What HeadHunter is known to refuse of a body, and what it would take for something else. */
export function contentErrors(
  input: Input,
  body: WireBody,
  { present, rules }: { present?: WireVacancy; rules?: WireFieldRules },
): UserError[] {
  const broken = rules === undefined ? [] : checkFields(body, rules, present === undefined);
  const known = [...payErrors(input.salary, rules, present), ...durationErrors(body, rules, present), ...specializationErrors(body, rules)];
  // The rules may say the same in other words.
  const told = new Set(known.map(({ field }) => field?.join(".")));
  return [...known, ...broken.filter(({ field }) => !told.has(field?.join(".")))];
}

function purchaseErrors({ headhunter }: Input): UserError[] {
  if (headhunter === null || headhunter === undefined) return [];
  const ways = purchasesIn(headhunter);
  const isByProperties = ways.some(({ by }) => by === "properties");
  if (!isByProperties || (ways.length === 1 && !headhunter.typeId)) return [];
  const message =
    "HeadHunter is paid in one way: give propertyTypeIds, or typeId and billingTypeId, as vacancyPublicationTypes has them, and leave the other out.";
  return [invalid(message, "propertyTypeIds")];
}

function phoneErrors({ headhunter }: Input): UserError[] {
  return (headhunter?.contacts?.phones ?? []).flatMap(({ formatted, country, city, number }, index) => {
    const parts = [country, city, number].map((part) => part !== null && part !== undefined);
    const isOneWay = formatted ? !parts.includes(true) : !parts.includes(false);
    if (isOneWay) return [];
    return [
      invalid("A telephone number is given in one way: formatted, or country, city and number.", "contacts", "phones", String(index)),
    ];
  });
}

function previousErrors({ headhunter }: Input, source: Source): UserError[] {
  const id = headhunter?.previousVacancyId;
  if (!id || /^\d+$/.test(id)) return [];
  const parsed = parseGlobalId(id);
  if (parsed?.kind === "vacancy" && parsed.source.text === source.text) return [];
  return [
    invalid(`previousVacancyId must be the id of a vacancy of ${source.text}: give Vacancy.id or Vacancy.vendorId.`, "previousVacancyId"),
  ];
}

/** Fields that say whose vacancy it is, what it costs or what becomes of it, which the graph has elsewhere or not at all. */
const RESERVED: ReadonlySet<string> = new Set(["id", "employer", "archived", "hidden", "expires_at", "published_at"]);

function extraErrors({ headhunter }: Input): UserError[] {
  const extra = headhunter?.extra;
  if (extra === null || extra === undefined) return [];
  if (typeof extra !== "object" || Array.isArray(extra)) return [invalid("extra must be an object of HeadHunter's fields.", "extra")];
  return Object.keys(extra).flatMap((key) => {
    if (RESERVED.has(key)) return [invalid(`extra must not hold ${key}: HeadHunter decides it by itself.`, "extra")];
    if (!hasInput(key)) return [];
    return [invalid(`extra must not hold ${key}: give it as ${inputPathOf([key])?.join(".")}.`, "extra")];
  });
}

function durationErrors(body: WireBody, rules: WireFieldRules | undefined, present: WireVacancy | undefined): UserError[] {
  const held = (present as WireBody | undefined)?.fly_in_fly_out_duration;
  const durations = body.fly_in_fly_out_duration === undefined ? held : body.fly_in_fly_out_duration;
  const isGiven = Array.isArray(durations) && durations.length > 0;
  if (!rules?.fly_in_fly_out_duration?.required || !isRotation(body) || isGiven) return [];
  return [invalid("HeadHunter has to be told how long a rotation lasts: give flyInFlyOutDurationIds.", "flyInFlyOutDurationIds")];
}

/** Rules that list professional roles and no specializations are those since November 2022. */
function specializationErrors({ specializations }: WireBody, rules: WireFieldRules | undefined): UserError[] {
  if (specializations === undefined || !rules?.professional_roles || rules.specializations) return [];
  return [invalid("HeadHunter takes no specializations any more: give professionalRoleIds instead.", "specializationIds")];
}

function invalid(message: string, ...field: string[]): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, ["headhunter", ...field]);
}
