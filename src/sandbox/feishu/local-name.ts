/** A text in the languages a tenant has filled in; either may be missing. Each API spells this its own way (sheet section 6). */
export interface LocalName {
  zh?: string;
  en?: string;
}
