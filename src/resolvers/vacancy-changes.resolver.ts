import type { GraphQLResolveInfo } from "graphql";
import { Arg, Authorized, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { scopeOf } from "../datasources/contract/catalog.js";
import { DEFAULT_ACCOUNT } from "../schema/common/source.js";
import { boardOf } from "../schema/vacancy/board-inputs.js";
import {
  CloseVacanciesInput,
  CloseVacancyInput,
  DeleteVacancyInput,
  ProlongateVacancyInput,
  PublishVacancyInput,
  ReassignVacancyInput,
  RestoreVacancyInput,
  UpdateVacancyInput,
  UpgradeVacancyInput,
} from "../schema/vacancy/vacancy.input.js";
import { VacancyPayload } from "../schema/vacancy/vacancy.payload.js";
import { Vacancy } from "../schema/vacancy/vacancy.type.js";
import { shown } from "./support/partial-results.js";
import { toListedPayload, toPayload } from "./support/payload.js";

@Resolver(() => VacancyPayload)
export class VacancyChangesResolver {
  @Authorized(scopeOf("publishVacancy"))
  @Mutation(() => VacancyPayload, {
    description:
      "Publish a vacancy on a board. Costs money, and needs the scope `spend`: it is checked first, sent once, and after a broken connection " +
      "looked up, never sent again.",
  })
  async publishVacancy(
    @Arg("input", () => PublishVacancyInput, { description: "The whole advertisement, and where it is to appear." })
    input: PublishVacancyInput,
    @Ctx() { changes, graph }: Context,
  ): Promise<VacancyPayload> {
    const board = graph.requireSource(boardOf(input), input.account ?? DEFAULT_ACCOUNT, ["input", "account"]);
    return toPayload(await changes.make("publishVacancy", input, board));
  }

  @Authorized(scopeOf("updateVacancy"))
  @Mutation(() => VacancyPayload, { description: "Change a vacancy. Only what is given changes; composite fields are replaced whole." })
  async updateVacancy(
    @Arg("input", () => UpdateVacancyInput, { description: "Which vacancy, and what of it changes." }) input: UpdateVacancyInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload> {
    return toPayload(await changes.make("updateVacancy", input));
  }

  @Authorized(scopeOf("upgradeVacancy"))
  @Mutation(() => VacancyPayload, {
    description: "A better kind of publication for a live vacancy. Costs money, and needs the scope `spend`; there is no way back.",
  })
  async upgradeVacancy(
    @Arg("input", () => UpgradeVacancyInput, { description: "Which vacancy, and what is bought for it." }) input: UpgradeVacancyInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload> {
    return toPayload(await changes.make("upgradeVacancy", input));
  }

  @Authorized(scopeOf("reassignVacancy"))
  @Mutation(() => VacancyPayload, { description: "Hand a vacancy to another manager." })
  async reassignVacancy(
    @Arg("input", () => ReassignVacancyInput, { description: "Which vacancy, and whose it is to be." }) input: ReassignVacancyInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload> {
    return toPayload(await changes.make("reassignVacancy", input));
  }

  @Authorized(scopeOf("prolongateVacancy"))
  @Mutation(() => VacancyPayload, {
    description:
      "Extend the publication. Paid for like a new one, and needs the scope `spend`. The board is asked first whether it would take it; " +
      "then it is sent once. After a broken connection the board is looked up until the outcome is known.",
  })
  async prolongateVacancy(
    @Arg("input", () => ProlongateVacancyInput, { description: "Which vacancy." }) input: ProlongateVacancyInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload> {
    return toPayload(await changes.make("prolongateVacancy", input));
  }

  @Authorized(scopeOf("closeVacancy"))
  @Mutation(() => VacancyPayload, { description: "Take a vacancy down: HeadHunter moves it to the archive, LinkedIn closes the posting." })
  async closeVacancy(
    @Arg("input", () => CloseVacancyInput, { description: "Which vacancy." }) input: CloseVacancyInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload> {
    return toPayload(await changes.make("closeVacancy", input));
  }

  @Authorized(scopeOf("closeVacancy"))
  @Mutation(() => [VacancyPayload], {
    description:
      "Take many down at once, in as few requests as the boards allow; answers in the order asked. One that fails costs no other.",
  })
  async closeVacancies(
    @Arg("input", () => CloseVacanciesInput, { description: "Which vacancies." }) input: CloseVacanciesInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload[]> {
    return (await changes.makeList("closeVacancy", input)).map(toListedPayload);
  }

  @Authorized(scopeOf("deleteVacancy"))
  @Mutation(() => VacancyPayload, { description: "Put an archived vacancy into the board's bin." })
  async deleteVacancy(
    @Arg("input", () => DeleteVacancyInput, { description: "Which vacancy." }) input: DeleteVacancyInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload> {
    return toPayload(await changes.make("deleteVacancy", input));
  }

  @Authorized(scopeOf("restoreVacancy"))
  @Mutation(() => VacancyPayload, { description: "Take a vacancy back out of the board's bin, into the archive." })
  async restoreVacancy(
    @Arg("input", () => RestoreVacancyInput, { description: "Which vacancy." }) input: RestoreVacancyInput,
    @Ctx() { changes }: Context,
  ): Promise<VacancyPayload> {
    return toPayload(await changes.make("restoreVacancy", input));
  }

  @FieldResolver(() => Vacancy, { nullable: true, description: "The vacancy as it is now." })
  async vacancy(@Root() { vacancyId }: VacancyPayload, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Vacancy | null> {
    return vacancyId === undefined ? null : shown(context, info, context.loaders.vacancy.load(vacancyId));
  }
}
