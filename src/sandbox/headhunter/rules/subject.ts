import type { ProductId, VacancyTypeId } from "../ids.js";
import type { VacancyFields } from "../model.js";

/** A vacancy whose fields have the right kinds. Its type, area and product cannot change by an edit, so PUT passes the present ones. */
export interface Subject {
  typeId: VacancyTypeId;
  productId: ProductId;
  areaId: string;
  /** The fields of the request. */
  fields: Partial<VacancyFields>;
  /** What the vacancy has already; nothing for a new one. */
  present: Partial<VacancyFields>;
}
