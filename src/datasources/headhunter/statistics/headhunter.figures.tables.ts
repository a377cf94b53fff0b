import type { OwnedTables } from "../../../store/owned-tables.js";
import { vacancyDayFigures } from "./migrations/003-vacancy-day-figures.js";
import { vacancyDayFiguresAccounts } from "./migrations/010-vacancy-day-figures-accounts.js";

/** A vacancy's figures of one day of the vendor's calendar. Null: the vendor has had no figure so far. */
export interface VacancyDayFigureRow {
  vendor: string;
  account: string;
  vacancy_id: string;
  day: string;
  views: number | null;
  responses: number | null;
  recorded_at: string;
}

export interface VacancyFigureReadingRow {
  vendor: string;
  account: string;
  vacancy_id: string;
  read_at: string;
  /** 1 where the recorder saw the vacancy among the active ones at its last round. */
  followed: number;
}

/** A type, since Kysely takes no interface here. */
export type FigureTables = {
  vacancy_day_figures: VacancyDayFigureRow;
  vacancy_figure_readings: VacancyFigureReadingRow;
};

export const figureTables: OwnedTables = {
  names: ["vacancy_day_figures", "vacancy_figure_readings"] satisfies (keyof FigureTables)[],
  migrations: {
    "003-vacancy-day-figures": vacancyDayFigures,
    "010-vacancy-day-figures-accounts": vacancyDayFiguresAccounts,
  },
};
