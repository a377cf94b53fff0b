import { VendorError } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { userError } from "../headhunter.errors.js";

/**
 * Refuses properties that HeadHunter does not sell for the publication's area and role. Which of them go together is HeadHunter's to say, and so
 * is everything where it does not show what it sells.
 */
export async function offSaleErrors(
  { headhunter }: ChangeInputs["publishVacancy"],
  { vacancies }: HeadHunterDatasource,
): Promise<UserError[]> {
  const { propertyTypeIds, areaId, professionalRoleIds } = headhunter ?? {};
  const [professionalRoleId] = professionalRoleIds ?? [];
  if (!propertyTypeIds?.length || !areaId || !professionalRoleId) return [];
  const sold = await vacancies.publicationTypes?.({ place: { areaId, professionalRoleId } }).catch(noneShown);
  if (sold === undefined || sold.unreadable.length > 0) return [];
  const onSale = [...new Set(sold.records.flatMap((type) => type.propertyTypeIds))];
  const missing = propertyTypeIds.filter((one) => !onSale.includes(one));
  // The older list, shown where the newer one is withheld, knows nothing of properties.
  if (missing.length === 0 || onSale.length === 0) return [];
  const message = `HeadHunter does not sell ${missing.join(", ")} for this area and role. On sale are ${onSale.join(", ")}. See vacancyPublicationTypes.`;
  return [userError(UserErrorCode.INVALID_INPUT, message, ["headhunter", "propertyTypeIds"])];
}

function noneShown(error: unknown): undefined {
  if (error instanceof VendorError) return undefined;
  throw error;
}
