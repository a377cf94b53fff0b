/** A text in the languages a tenant has filled in; either may be missing. Each API spells this its own way (README, "Ids and names"). */
export interface LocalName {
  zh?: string;
  en?: string;
}
