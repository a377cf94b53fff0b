/** The moments from `from` on, before `until`: RFC 3339 in UTC with milliseconds, as the tables have them. */
export interface MomentSpan {
  from: string;
  until: string;
}
