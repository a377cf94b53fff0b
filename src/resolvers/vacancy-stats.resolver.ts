import { Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { StatsAnswer } from "../datasources/datasource.js";
import { requireId } from "../datasources/unified.datasource.js";
import { VendorError } from "../http/vendor-error.js";
import { OptionalRangeArgs } from "../schema/range.args.js";
import { VacancyStatsArgs } from "../schema/vacancy.args.js";
import { Vacancy, VacancyStatus } from "../schema/vacancy.type.js";
import { VacancyStats } from "../schema/vacancy-stats.type.js";

@Resolver(() => VacancyStats)
export class VacancyStatsResolver {
  @Authorized("read")
  @Query(() => [VacancyStats], {
    description:
      "Views and responses day by day; days as the board counts them. Without a range: the vendor's own window. Without ids: the active " +
      "vacancies, at most `first`.",
  })
  async vacancyStats(
    @Args(() => VacancyStatsArgs) { vacancyIds, start, end, first }: VacancyStatsArgs,
    @Ctx() { graph, loaders }: Context,
  ): Promise<VacancyStats[]> {
    const ids = vacancyIds ? vacancyIds.map((id) => requireId(id, "vacancy").text) : await activeIds(graph, loaders, first);
    return Promise.all(ids.map((vacancyId) => load(vacancyId, { start, end }, loaders)));
  }

  @FieldResolver(() => Vacancy, { description: "The vacancy." })
  async vacancy(@Root() { vacancyId }: VacancyStats, @Ctx() { loaders }: Context): Promise<Vacancy> {
    const vacancy = await loaders.vacancy.load(vacancyId);
    if (vacancy !== null) return vacancy;
    const { vendor } = requireId(vacancyId, "vacancy");
    throw new VendorError({ code: "NOT_FOUND", vendor, message: `${vendor} holds no vacancy ${vacancyId}.`, sent: "yes" });
  }
}

@Resolver(() => Vacancy)
export class StatsOfVacancyResolver {
  @FieldResolver(() => VacancyStats, {
    description: "Views and responses day by day. Without a range: the board's own window (HeadHunter: five days).",
  })
  async stats(
    @Root() vacancy: Vacancy,
    @Args(() => OptionalRangeArgs) range: OptionalRangeArgs,
    @Ctx() { loaders }: Context,
  ): Promise<VacancyStats> {
    return load(vacancy.id, range, loaders);
  }
}

async function activeIds(graph: Context["graph"], loaders: Context["loaders"], first: number): Promise<string[]> {
  const vendors = graph.vendorsWith("vacancies").filter((vendor) => graph.port(vendor, "vacancies").stats !== undefined);
  const filter = { status: VacancyStatus.ACTIVE };
  const page = await graph.list(["vacancies", vendors, filter], vendors, first, null, (vendor, limit, position) =>
    graph.port(vendor, "vacancies").listVacancies(filter, limit, position),
  );
  const failure = [...page.asked.values()].find((error) => error !== undefined);
  // There is no room in this answer to say that a board is missing, so with nothing to show its failure is the answer.
  if (failure !== undefined && page.items.length === 0) throw failure;
  for (const { node } of page.items) loaders.vacancy.prime(node.id, node);
  return page.items.map(({ node }) => node.id);
}

async function load(vacancyId: string, range: OptionalRangeArgs, loaders: Context["loaders"]): Promise<VacancyStats> {
  const answer: StatsAnswer = await loaders.stats.load({ vacancyId, start: range.start ?? undefined, end: range.end ?? undefined });
  return { vacancyId, ...answer, views: sum(answer.days.map((day) => day.views)), responses: sum(answer.days.map((day) => day.responses)) };
}

/** Over the days that have data: null is no figure, never zero. */
function sum(figures: readonly (number | null)[]): number {
  return figures.reduce<number>((total, figure) => total + (figure ?? 0), 0);
}
