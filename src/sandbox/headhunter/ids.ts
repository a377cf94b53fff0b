export type BillingTypeId = "free" | "standard" | "standard_plus" | "premium";
export type VacancyTypeId = "open" | "closed" | "anonymous" | "direct";

/** What an employer buys, and a publication costs one of: the four billing types, and products that are sold by properties only. */
export type ProductId = BillingTypeId | "crossposting" | "optimum" | "pay_for_performance";

/** The page that the stand-in began with, of January 2021, or HeadHunter of November 2026. */
export type Edition = "2021" | "today";
