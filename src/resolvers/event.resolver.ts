import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../context.js";
import type { EventFilter } from "../records/event-feed.js";
import type { Follower } from "../records/following/follower.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import { VendorRecord } from "../schema/common/node.type.js";
import { Discrepancy } from "../schema/discrepancy/discrepancy.type.js";
import { parseDiscrepancyId } from "../schema/discrepancy/discrepancy-id.js";
import { EventsArgs, FollowedEventsArgs } from "../schema/event/event.args.js";
import { Event, EventConnection } from "../schema/event/event.type.js";
import { Operation } from "../schema/operation/operation.type.js";
import { checkedArguments } from "./support/argument-check.js";
import { jobAtAnyTime } from "./support/job-at-any-time.js";
import { shown } from "./support/partial-results.js";

@Resolver(() => Event)
export class EventResolver {
  @Authorized("read")
  @Query(() => EventConnection, {
    description:
      "What happened, oldest first; from the beginning of what is kept where `after` is left out. A cursor older than what is kept is BAD_USER_INPUT " +
      "with `extensions.firstKept`; so is one beyond the newest.",
  })
  async events(@Args(() => EventsArgs) args: EventsArgs, @Ctx() { graph, events }: Context): Promise<EventConnection> {
    return events.page(filterOf(args, graph), args.first, args.after);
  }

  @Authorized("read")
  @Subscription(() => Event, {
    name: "events",
    subscribe: ({ args, context, info }) => follow(args, context as Context, info),
    description:
      "Everything after `after` that is still kept, then what happens from now on, without gap or repeat; from now on where it is left out. A cursor is " +
      "refused as `Query.events` refuses it. Asked at /graphql/stream.",
  })
  followed(@Root() event: Event, @Args(() => FollowedEventsArgs) _filter: FollowedEventsArgs): Event {
    return event;
  }

  @FieldResolver(() => VendorRecord, { nullable: true, description: "The record as it is now; null where it is gone." })
  async record(@Root() { recordId }: Event, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<VendorRecord | null> {
    const { graph, loaders } = context;
    const id = recordId === null ? undefined : parseGlobalId(recordId);
    // Events outlive the account that they are of.
    if (id === undefined || graph.datasource(id.source) === undefined) return null;
    if (id.kind === "job") return shown(context, info, jobAtAnyTime(id.text, loaders));
    return id.kind === "vacancy" ? shown(context, info, loaders.vacancy.load(id.text)) : null;
  }

  @FieldResolver(() => Operation, {
    nullable: true,
    description: "The change that did it, or that is settled. Null for an operation of somebody else, without the scope `audit`.",
  })
  async operation(@Root() { operationId }: Event, @Ctx() { operations }: Context): Promise<Operation | null> {
    return operationId === null ? null : operations.readable(operationId);
  }

  @FieldResolver(() => Discrepancy, {
    nullable: true,
    description: "The discrepancy that was found or has ended, as it is now: its records are read anew. Null once it has ended.",
  })
  async discrepancy(@Root() { discrepancyId }: Event, @Ctx() context: Context): Promise<Discrepancy | null> {
    const name = discrepancyId === null ? undefined : parseDiscrepancyId(discrepancyId);
    return name === undefined ? null : context.discrepancies.byName(name);
  }
}

const checkedFilter = checkedArguments(FollowedEventsArgs);

/** Arguments are checked here, since type-graphql checks them only with each event. */
async function follow(
  given: Readonly<Record<string, unknown>>,
  { graph, following }: Context,
  info: GraphQLResolveInfo,
): Promise<Follower> {
  const args = checkedFilter(given, info);
  return following.follow(filterOf(args, graph), args.after);
}

/** @throws BadUserInput where no vendor has an account of a name */
function filterOf(args: Omit<FollowedEventsArgs, "after">, graph: Context["graph"]): EventFilter {
  const { vendors, accounts, kinds, codes, recordId } = args;
  // An account that there is not is a mistake; one without records of a vendor is not.
  if (accounts) graph.choose("jobs", { vendors, accounts });
  return {
    vendors: vendors ?? undefined,
    accounts: accounts ?? undefined,
    kinds: kinds ?? undefined,
    codes: codes ?? undefined,
    recordId: recordId ?? undefined,
  };
}
