/** A text in the tenant's languages; either may be missing. Each API has its own form of it (README, "Ids and names"). */
export interface LocalName {
  zh?: string;
  en?: string;
}
