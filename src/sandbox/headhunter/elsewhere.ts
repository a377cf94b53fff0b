import type { HeadHunterKnobs } from "./knobs.js";
import type { HeadHunterState, Vacancy, VacancyFields } from "./model.js";

export interface ElsewhereParts {
  state: HeadHunterState;
  knobs: HeadHunterKnobs;
  now(): number;
  /** Called after each change. */
  onChange(): void;
}

/** What managers do on the site, beside the API. Nothing is paid for. */
export class HeadHunterElsewhere {
  readonly #parts: ElsewhereParts;

  constructor(parts: ElsewhereParts) {
    this.#parts = parts;
  }

  /** Edits fields; a code of undefined is left as it is. */
  edit(id: string, fields: Partial<VacancyFields>): void {
    const vacancy = this.#vacancy(id);
    vacancy.fields = { ...vacancy.fields, ...fields };
    this.#parts.onChange();
  }

  /** Publishes a copy of a vacancy. Returns its id. */
  publish(likeId: string, fields: Partial<VacancyFields> = {}): string {
    const { state, knobs } = this.#parts;
    const now = this.#parts.now();
    const like = this.#vacancy(likeId);
    const id = String(state.nextVacancyId);
    state.nextVacancyId += 1;
    const times = {
      initialCreatedAt: now,
      publishedAt: now,
      approvedAt: now + knobs.moderationDelayMs,
      expiresAt: now + knobs.publicationMs,
    };
    const fresh = { prolongedAt: null, archivedAt: null, hidden: false, awaitingPremoderation: false };
    state.vacancies.set(id, { ...like, ...times, ...fresh, id, fields: { ...like.fields, ...fields } });
    this.#parts.onChange();
    return id;
  }

  prolong(id: string): void {
    const now = this.#parts.now();
    Object.assign(this.#vacancy(id), { prolongedAt: now, publishedAt: now, expiresAt: now + this.#parts.knobs.publicationMs });
    this.#parts.onChange();
  }

  archive(id: string): void {
    this.#vacancy(id).archivedAt ??= this.#parts.now();
    this.#parts.onChange();
  }

  /** Moves an archived vacancy to the bin. */
  hide(id: string): void {
    const vacancy = this.#vacancy(id);
    if (vacancy.archivedAt === null) throw new Error(`Vacancy ${id} is not archived`);
    vacancy.hidden = true;
    this.#parts.onChange();
  }

  /** Moves a vacancy from the bin to the archive. */
  restore(id: string): void {
    this.#vacancy(id).hidden = false;
    this.#parts.onChange();
  }

  /** Hands a vacancy over to another manager. */
  handOver(id: string, managerId: string): void {
    this.#vacancy(id).managerId = managerId;
    this.#parts.onChange();
  }

  #vacancy(id: string): Vacancy {
    const vacancy = this.#parts.state.vacancies.get(id);
    if (vacancy === undefined) throw new Error(`The employer has no vacancy ${id}`);
    return vacancy;
  }
}
