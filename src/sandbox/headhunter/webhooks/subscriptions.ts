/** What a subscription may be for: https://api.hh.ru/openapi/redoc#tag/Vebhuk-API. The stand-in tells those about vacancies. */
export const VACANCY_ACTIONS = [
  "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER",
  "VACANCY_PROLONGATION",
  "VACANCY_ARCHIVATION",
  "VACANCY_CHANGE",
] as const;
export type VacancyAction = (typeof VACANCY_ACTIONS)[number];

export const ACTIONS: readonly string[] = [
  ...VACANCY_ACTIONS,
  "NEW_NEGOTIATION_VACANCY",
  "NEW_RESPONSE_OR_INVITATION_VACANCY",
  "NEGOTIATION_EMPLOYER_STATE_CHANGE",
  "CHAT_CREATED",
  "CHAT_MESSAGE_CREATED",
];

export interface SubscribedAction {
  type: string;
  /** Only for some types; `vacancies_only_mine` is false where it is missing. */
  settings?: { vacancies_only_mine?: boolean };
}

/** One URL for a user and an application. */
export interface Subscription {
  id: string;
  /** The token's user: what `GET /me` shows as `id`. */
  userId: string;
  url: string;
  actions: SubscribedAction[];
  /** After a long silence of its address. Nothing is sent any more. */
  isBlocked: boolean;
}
