import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { StatsAnswer } from "../datasources/contract/datasource.js";
import { VendorError } from "../http/vendor-error.js";
import { requireId } from "../schema/common/global-id.js";
import { OptionalRangeArgs } from "../schema/common/input/range.args.js";
import { VacancyStatsArgs } from "../schema/vacancy/vacancy.args.js";
import { Vacancy, VacancyStatus } from "../schema/vacancy/vacancy.type.js";
import { VacancyStats } from "../schema/vacancy/vacancy-stats.type.js";
import { allThatCan, readable, shown, tellSources, thatCanShow, valueOr } from "./support/partial-results.js";
import { daysBetween } from "./support/time-span.js";

@Resolver(() => VacancyStats)
export class VacancyStatsResolver {
  @Authorized("read")
  @Query(() => [VacancyStats], {
    description:
      "Views and responses day by day; days as the board counts them. Without a range: the vendor's own window. Without ids: the active " +
      "vacancies, at most `first`. A vacancy that cannot be read is left out and reported in the errors.",
  })
  async vacancyStats(
    @Args(() => VacancyStatsArgs) { vacancyIds, start, end, first }: VacancyStatsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VacancyStats[]> {
    const ids = vacancyIds ? vacancyIds.map((id) => context.graph.requireId(id, "vacancy").text) : await activeIds(context, info, first);
    const stats = ids.map((vacancyId) => load(vacancyId, { start, end }, context, info));
    return thatCanShow(context, info, "vacancy", await allThatCan(context, info, stats), ({ vacancyId }) =>
      requireVacancy(vacancyId, context),
    );
  }

  @FieldResolver(() => Vacancy, { description: "The vacancy." })
  async vacancy(@Root() { vacancyId }: VacancyStats, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Vacancy> {
    return shown(context, info, requireVacancy(vacancyId, context));
  }
}

@Resolver(() => Vacancy)
export class StatsOfVacancyResolver {
  @FieldResolver(() => VacancyStats, {
    description:
      "Views and responses day by day. Without a range: the board's own window (HeadHunter: five days). Of a board that does not count " +
      "them, or cannot be asked, no day has figures, and the error says so.",
  })
  async stats(
    @Root() vacancy: Vacancy,
    @Args(() => OptionalRangeArgs) range: OptionalRangeArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VacancyStats> {
    return valueOr(context, info, load(vacancy.id, range, context, info), () => withoutData(vacancy.id, range, context.graph.today()));
  }
}

async function activeIds(context: Context, info: GraphQLResolveInfo, first: number): Promise<string[]> {
  const { graph, loaders } = context;
  const sources = graph.sourcesWith("vacancies").filter((source) => graph.port(source, "vacancies").stats !== undefined);
  const filter = { status: VacancyStatus.ACTIVE };
  const page = await graph.list({ name: "vacancies", filter }, sources, first, null, (source, ...stretch) =>
    graph.port(source, "vacancies").listVacancies(filter, ...stretch),
  );
  tellSources(context, info, page.sources);
  loaders.vacancy.hold(page.items.map(({ node }) => node));
  return page.items.map(({ node }) => node.id);
}

async function requireVacancy(id: string, { loaders }: Context): Promise<Vacancy> {
  const vacancy = await loaders.vacancy.load(id);
  if (vacancy !== null) return vacancy;
  const { vendor, account } = requireId(id, "vacancy").source;
  throw new VendorError({ code: "NOT_FOUND", vendor, account, message: `${vendor} holds no vacancy ${id}.`, sent: "yes" });
}

async function load(vacancyId: string, range: OptionalRangeArgs, context: Context, info: GraphQLResolveInfo): Promise<VacancyStats> {
  const asked = { vacancyId, start: range.start ?? undefined, end: range.end ?? undefined };
  const { unreadable = [], stale, ...answer }: StatsAnswer = await context.loaders.stats.load(asked);
  if (stale !== undefined) {
    const { source } = requireId(vacancyId, "vacancy");
    tellSources(context, info, [context.graph.sources.stale(source, stale.fetchedAt, stale.failure)]);
  }
  const days = readable(context, info, { records: answer.days, unreadable });
  return { ...answer, vacancyId, days, views: sum(days.map((day) => day.views)), responses: sum(days.map((day) => day.responses)) };
}

/** The statistics of a board without figures, or that did not answer: every day of the range, without figures. */
function withoutData(vacancyId: string, range: OptionalRangeArgs, today: string): VacancyStats {
  const start = range.start ?? range.end ?? today;
  const end = range.end ?? start;
  const days = daysBetween(start, end).map((date) => ({ date, views: null, responses: null, recordedAt: null }));
  return { vacancyId, start, end, days, views: 0, responses: 0, coveredDays: 0 };
}

/** The sum over the days with data; null means no figure, never zero. */
function sum(figures: readonly (number | null)[]): number {
  return figures.reduce<number>((total, figure) => total + (figure ?? 0), 0);
}
