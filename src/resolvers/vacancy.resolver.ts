import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { VacancyFilter } from "../datasources/contract/datasource.js";
import { whole } from "../datasources/contract/found.js";
import { IdArgs } from "../schema/common/input/node.args.js";
import { NamedRef } from "../schema/common/named-ref.type.js";
import type { Permission } from "../schema/common/permission.type.js";
import { sourceOfRecord } from "../schema/common/source.js";
import { UserErrorCode } from "../schema/common/user-error.type.js";
import { Job } from "../schema/job/job.type.js";
import { PublicationType, VacancyFieldRule } from "../schema/vacancy/publication.type.js";
import { VacanciesArgs, VacancyFieldRulesArgs, VacancyPublicationTypesArgs } from "../schema/vacancy/vacancy.args.js";
import {
  Prolongation,
  Vacancy,
  VacancyActions,
  VacancyConnection,
  VacancyCounters,
  VacancyUpgrade,
} from "../schema/vacancy/vacancy.type.js";
import { UnifiedConnection } from "./support/connection.js";
import { type Later, readable, recordsOf, shown, tellUnasked, valueOr } from "./support/partial-results.js";
import { selectedFields } from "./support/selection.js";

@Resolver(() => Vacancy)
export class VacancyResolver {
  @Authorized("read")
  @Query(() => Vacancy, { nullable: true, description: "One vacancy; null where the board does not have it or does not show it." })
  async vacancy(@Args(() => IdArgs) { id }: IdArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Vacancy | null> {
    return shown(context, info, context.loaders.vacancy.load(context.graph.requireId(id, "vacancy").text));
  }

  @Authorized("read")
  @Query(() => VacancyConnection, {
    description:
      "Vacancies of all boards, or of those named. The boards take turns: the first record of each, then the second of each. A board that " +
      "is down costs its own records; see sources.",
  })
  async vacancies(
    @Args(() => VacanciesArgs) { vendors, accounts, status, managerId, text, areaIds, order, first, after }: VacanciesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VacancyConnection> {
    const { graph, loaders } = context;
    const filter: VacancyFilter = {
      status,
      managerId: managerId ?? undefined,
      text: text ?? undefined,
      areaIds: areaIds ?? undefined,
      order: order ?? undefined,
    };
    const asked = graph.choose("vacancies", { vendors, accounts });
    const beganAt = graph.now();
    const page = await graph.list(
      { name: "vacancies", filter },
      asked,
      first,
      after,
      (source, ...stretch) => graph.port(source, "vacancies").listVacancies(filter, ...stretch),
      selectedFields(info).has("totalCount"),
    );
    loaders.vacancy.hold(page.items.map(({ node }) => node));
    graph.learning.page("vacancy", page, beganAt);
    tellUnasked(context, info, page.sources);
    return new UnifiedConnection(page, after);
  }

  @Authorized("read")
  @Query(() => [PublicationType], {
    description:
      "The kinds of publication a manager may use, and how many of each are left. With areaId and professionalRoleId: what is on sale there by properties. " +
      "Empty where there are none, or the board cannot be asked; the error says so then.",
  })
  async vacancyPublicationTypes(
    @Args(() => VacancyPublicationTypesArgs) { vendor, account, managerId, areaId, professionalRoleId }: VacancyPublicationTypesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PublicationType[]> {
    const source = context.graph.requireSource(vendor, account);
    const port = context.graph.port(source, "vacancies");
    if (port.publicationTypes === undefined) throw context.graph.unsupported(source, "kinds of publication");
    const place = areaId && professionalRoleId ? { areaId, professionalRoleId } : undefined;
    const found = port.publicationTypes({ managerId: managerId ?? undefined, place });
    return readable(context, info, await valueOr(context, info, found, () => whole([])));
  }

  @Authorized("read")
  @Query(() => [VacancyFieldRule], {
    description:
      "The board's rules for a vacancy's fields, for forms. They differ from account to account and change: read them each time, never embed them.",
  })
  async vacancyFieldRules(
    @Args(() => VacancyFieldRulesArgs) { vendor, account }: VacancyFieldRulesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VacancyFieldRule[]> {
    const source = context.graph.requireSource(vendor, account);
    const port = context.graph.port(source, "vacancies");
    if (port.fieldRules === undefined) throw context.graph.unsupported(source, "rules of fields");
    // Thrown, with the data: without rules a form would ask for nothing.
    return readable(context, info, await port.fieldRules());
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The employer's own code for it; the key that ties it to a job. In lists this may cost one request a vacancy.",
  })
  code(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<string | null> {
    return carried(vacancy, "code", context, info);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "HTML, as the board has it. In lists this may cost one request a vacancy.",
  })
  description(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<string | null> {
    return carried(vacancy, "description", context, info);
  }

  @FieldResolver(() => NamedRef, { nullable: true, description: "The department it is published for." })
  department(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<NamedRef | null> {
    return carried(vacancy, "department", context, info);
  }

  @FieldResolver(() => NamedRef, {
    nullable: true,
    description: "Who is in charge of it at the board. In lists this may cost one request a vacancy.",
  })
  manager(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<NamedRef | null> {
    return carried(vacancy, "manager", context, info);
  }

  @FieldResolver(() => NamedRef, { nullable: true, description: "The kind of publication that was paid for." })
  billingType(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<NamedRef | null> {
    return carried(vacancy, "billingType", context, info);
  }

  @FieldResolver(() => [ID], { description: "The properties it was bought with, where the board sells by them; empty elsewhere." })
  propertyTypeIds(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<string[]> {
    const ids = carried(vacancy, "propertyTypeIds", context, info);
    return ids instanceof Promise ? ids.then((read) => read ?? []) : (ids ?? []);
  }

  @FieldResolver(() => [VacancyUpgrade], {
    description:
      "What it may be upgraded to, with the price where the board tells it. Costs one free request a vacancy. Empty where the board offers " +
      "none, or cannot be asked; the error says so then.",
  })
  async upgrades(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<VacancyUpgrade[]> {
    const found = await valueOr(context, info, context.loaders.upgrades.load(vacancy), () => undefined);
    return found === undefined ? [] : readable(context, info, found);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: "Whether a better kind of publication can be had: upgradeVacancy." })
  canUpgradeBillingType(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<boolean | null> {
    return carried(vacancy, "canUpgradeBillingType", context, info);
  }

  @FieldResolver(() => VacancyCounters, {
    nullable: true,
    description: "Counts so far; null for those that this copy of the vacancy lacks.",
  })
  counters(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<VacancyCounters | null> {
    return carried(vacancy, "counters", context, info);
  }

  @FieldResolver(() => Prolongation, {
    description:
      "Whether the board would take a prolongation now. Costs one free request a vacancy. Where the board cannot be asked it is not allowed, " +
      "without a reason, and the error says so.",
  })
  async prolongation(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Prolongation> {
    // No paid change is allowed where the board could not be asked.
    return valueOr(context, info, context.loaders.prolongation.load(vacancy), () => ({ allowed: false, reason: null, expiresAt: null }));
  }

  @FieldResolver(() => [Job], { description: "Jobs, at any vendor, that carry this vacancy's code." })
  async jobs(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job[]> {
    const code = await valueOr(context, info, Promise.resolve(carried(vacancy, "code", context, info)), () => null);
    return code ? recordsOf(context, info, await context.loaders.jobsByCode.load(code)) : [];
  }

  @FieldResolver(() => VacancyActions, {
    description:
      "What may be done with it now, and if not, why. Selecting `prolongate` may cost one free request a vacancy; the others cost none.",
  })
  async can(@Root() vacancy: Vacancy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<VacancyActions> {
    const port = context.graph.port(sourceOfRecord(vacancy), "vacancies");
    const actions = async (fields: string[]) => port.vacancyActions(vacancy, fields);
    const fields = [...selectedFields(info)];
    // The other actions follow from the record.
    const withoutAsking = fields.filter((field) => field !== "prolongate");
    return valueOr(context, info, actions(fields), async () => ({ ...(await actions(withoutAsking)), prolongate: NOT_KNOWN }));
  }
}

const NOT_KNOWN: Permission = {
  allowed: false,
  reason: "The board could not be asked whether it would prolong it now. Try again.",
  code: UserErrorCode.UNCERTAIN,
};

type Held<Name extends Carried> = NonNullable<Vacancy[Name]>;
type Carried = "code" | "description" | "department" | "manager" | "billingType" | "propertyTypeIds" | "canUpgradeBillingType" | "counters";

/** A field that copies in lists may lack: from this copy where it has it, otherwise from the whole vacancy. */
function carried<Name extends Carried>(vacancy: Vacancy, name: Name, context: Context, info: GraphQLResolveInfo): Later<Held<Name> | null> {
  const own = vacancy[name];
  if (own !== undefined) return (own ?? null) as Held<Name> | null;
  return shown(context, info, context.loaders.wholeVacancy.load(vacancy.id)).then((whole) => (whole?.[name] ?? null) as Held<Name> | null);
}
