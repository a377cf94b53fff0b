import "./enum-value.js";
import { VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { Ability } from "../../../src/schema/vendor/vendor.type.js";
import { describeContract } from "../port-contract.js";
import { startBoard } from "./support.js";
import { noticeboard } from "./vendor/index.js";

describeContract(noticeboard, {
  abilities: [Ability.READ_VACANCIES, Ability.LIST_VACANCIES, Ability.PUBLISH_VACANCY, Ability.CLOSE_VACANCY],
  start: async (clock) => {
    const { running } = await startBoard({ clock, perSecond: 1_000_000 });
    return { running, environment: (origin) => ({ NOTICEBOARD_TOKEN: "sandbox-token", NOTICEBOARD_BASE_URL: origin }) };
  },
  unknown: { vacancy: "n17" },
  vacancyLists: [VacancyStatus.ACTIVE, VacancyStatus.CLOSED],
});
