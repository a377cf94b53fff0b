import "reflect-metadata";
// Adds the boards' own inputs.
import "../../src/datasources/registry.js";
import type { GraphQLSchema } from "graphql";
import { Arg, Args, buildSchemaSync, type ClassType, Mutation, Query, Resolver } from "type-graphql";
import { IdArgs, NodesArgs } from "../../src/schema/common/input/node.args.js";
import { OptionalRangeArgs, RangeArgs } from "../../src/schema/common/input/range.args.js";
import { Node, VendorRecord } from "../../src/schema/common/node.type.js";
import { JsonScalar } from "../../src/schema/common/scalars.js";
import { DiscrepanciesArgs } from "../../src/schema/discrepancy/discrepancy.args.js";
import { DiscrepancyConnection } from "../../src/schema/discrepancy/discrepancy.type.js";
import { EventsArgs, FollowedEventsArgs } from "../../src/schema/event/event.args.js";
import { EventConnection } from "../../src/schema/event/event.type.js";
import { JobsArgs, JobTimelineArgs, LangArgs } from "../../src/schema/job/job.args.js";
import { CloseJobInput, ReopenJobInput } from "../../src/schema/job/job.input.js";
import { JobPayload } from "../../src/schema/job/job.payload.js";
import { Job, JobActions, JobConnection } from "../../src/schema/job/job.type.js";
import { JobTimeline } from "../../src/schema/job/job-timeline.type.js";
import { JobVersion } from "../../src/schema/job/job-version.type.js";
import { CustomField } from "../../src/schema/opening/custom-field.type.js";
import { CloseReasonsArgs, OpeningsArgs } from "../../src/schema/opening/opening.args.js";
import * as opening from "../../src/schema/opening/opening.input.js";
import { CreateOpeningsPayload, DeleteOpeningsPayload, OpeningPayload } from "../../src/schema/opening/opening.payload.js";
import { CloseReason, Opening, OpeningActions, OpeningConnection } from "../../src/schema/opening/opening.type.js";
import { OperationsArgs } from "../../src/schema/operation/operation.args.js";
import { OperationConnection } from "../../src/schema/operation/operation.type.js";
import { ResolveOperationInput } from "../../src/schema/operation/resolve-operation.input.js";
import { ResolveOperationPayload } from "../../src/schema/operation/resolve-operation.payload.js";
import { RequisitionArgs, RequisitionsArgs } from "../../src/schema/requisition/requisition.args.js";
import { RequisitionConnection } from "../../src/schema/requisition/requisition.type.js";
import { PublicationType, VacancyFieldRule } from "../../src/schema/vacancy/publication.type.js";
import {
  VacanciesArgs,
  VacancyFieldRulesArgs,
  VacancyPublicationTypesArgs,
  VacancyStatsArgs,
} from "../../src/schema/vacancy/vacancy.args.js";
import * as vacancy from "../../src/schema/vacancy/vacancy.input.js";
import { VacancyPayload } from "../../src/schema/vacancy/vacancy.payload.js";
import {
  Prolongation,
  Vacancy,
  VacancyActions,
  VacancyConnection,
  VacancyCounters,
  VacancyUpgrade,
} from "../../src/schema/vacancy/vacancy.type.js";
import { VacancyStats } from "../../src/schema/vacancy/vacancy-stats.type.js";
import { VendorStatus } from "../../src/schema/vendor/vendor-status.type.js";
import { ReplayWebhookInput } from "../../src/schema/webhook/replay-webhook.input.js";
import { ReplayWebhookPayload } from "../../src/schema/webhook/replay-webhook.payload.js";
import { WebhookStatus } from "../../src/schema/webhook/webhook-status.type.js";

/** Which class holds the arguments of which field of the contract. */
export const ARGS: Record<string, ClassType<object>> = {
  "Query.node": IdArgs,
  "Query.nodes": NodesArgs,
  "Query.job": IdArgs,
  "Query.jobs": JobsArgs,
  "Query.jobTimeline": JobTimelineArgs,
  "Query.opening": IdArgs,
  "Query.closeReasons": CloseReasonsArgs,
  "Query.vacancy": IdArgs,
  "Query.vacancies": VacanciesArgs,
  "Query.vacancyStats": VacancyStatsArgs,
  "Query.vacancyPublicationTypes": VacancyPublicationTypesArgs,
  "Query.vacancyFieldRules": VacancyFieldRulesArgs,
  "Query.requisition": RequisitionArgs,
  "Query.requisitions": RequisitionsArgs,
  "Query.operation": IdArgs,
  "Query.operations": OperationsArgs,
  "Query.events": EventsArgs,
  "Subscription.events": FollowedEventsArgs,
  "Query.discrepancies": DiscrepanciesArgs,
  "Job.name": LangArgs,
  "Job.description": LangArgs,
  "Job.openings": OpeningsArgs,
  "Job.versions": RangeArgs,
  "Job.timeline": RangeArgs,
  "Vacancy.stats": OptionalRangeArgs,
  "JobVersion.name": LangArgs,
  "JobVersion.title": LangArgs,
  "JobVersion.description": LangArgs,
};

const INPUTS: Record<string, ClassType<object>> = {
  reopenJob: ReopenJobInput,
  closeJob: CloseJobInput,
  createOpenings: opening.CreateOpeningsInput,
  updateOpening: opening.UpdateOpeningInput,
  closeOpening: opening.CloseOpeningInput,
  reopenOpening: opening.ReopenOpeningInput,
  deleteOpenings: opening.DeleteOpeningsInput,
  publishVacancy: vacancy.PublishVacancyInput,
  updateVacancy: vacancy.UpdateVacancyInput,
  upgradeVacancy: vacancy.UpgradeVacancyInput,
  reassignVacancy: vacancy.ReassignVacancyInput,
  prolongateVacancy: vacancy.ProlongateVacancyInput,
  closeVacancy: vacancy.CloseVacancyInput,
  closeVacancies: vacancy.CloseVacanciesInput,
  deleteVacancy: vacancy.DeleteVacancyInput,
  restoreVacancy: vacancy.RestoreVacancyInput,
  resolveOperation: ResolveOperationInput,
  replayWebhook: ReplayWebhookInput,
};

/** Between them these reach every object type. */
const OUTPUTS: ClassType<object>[] = [
  ...[Job, JobActions, JobConnection, JobPayload, JobTimeline, JobVersion],
  ...[Opening, OpeningActions, OpeningConnection, OpeningPayload, CreateOpeningsPayload, DeleteOpeningsPayload, CloseReason, CustomField],
  ...[Vacancy, VacancyActions, VacancyConnection, VacancyCounters, VacancyPayload, VacancyUpgrade, VacancyStats, Prolongation],
  ...[
    PublicationType,
    VacancyFieldRule,
    RequisitionConnection,
    EventConnection,
    DiscrepancyConnection,
    OperationConnection,
    ResolveOperationPayload,
    VendorStatus,
    WebhookStatus,
    ReplayWebhookPayload,
  ],
];

/** The name of the stub's field that takes the arguments of a field of the contract. */
export const stubField = (path: string) => path.replace(".", "_");

@Resolver()
class StubResolver {}

/** What the stub's fields for records answer with. */
let answers: object[] = [];

/** Adds a field to the stub; the decorators are called by hand, as the fields are as many as the contract has. */
function addField(decorate: typeof Query, name: string, type: () => object, answer: (given?: unknown) => unknown): object {
  const descriptor: PropertyDescriptor = { value: answer, configurable: true };
  Object.defineProperty(StubResolver.prototype, name, descriptor);
  decorate(type, { nullable: true })(StubResolver.prototype, name, descriptor);
  return StubResolver.prototype;
}

for (const [path, args] of Object.entries(ARGS)) {
  const target = addField(
    Query,
    stubField(path),
    () => JsonScalar,
    (given) => given,
  );
  Args(() => args)(target, stubField(path), 0);
}
for (const [mutation, input] of Object.entries(INPUTS)) {
  const target = addField(
    Mutation,
    mutation,
    () => JsonScalar,
    (given) => given,
  );
  Arg("input", () => input)(target, mutation, 0);
}
for (const output of OUTPUTS) {
  addField(
    Query,
    `a${output.name}`,
    () => output,
    () => null,
  );
}
for (const [name, type] of Object.entries({ records: VendorRecord, nodes: Node })) {
  addField(
    Query,
    name,
    () => [type],
    () => answers,
  );
}

/**
 * A schema of all classes without a resolver of the project: fields with arguments hand back what their resolver was given; `records` and
 * `nodes` answer with the plain objects of `holding`.
 */
export function buildStubSchema({ holding = [] }: { holding?: object[] } = {}): GraphQLSchema {
  answers = holding;
  return buildSchemaSync({ resolvers: [StubResolver], validate: true });
}
