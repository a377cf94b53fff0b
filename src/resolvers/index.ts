import type { NonEmptyArray } from "type-graphql";
import { DiscrepancyResolver, RemedyResolver } from "./discrepancy.resolver.js";
import { EventResolver } from "./event.resolver.js";
import { JobResolver } from "./job.resolver.js";
import { JobChangesResolver } from "./job-changes.resolver.js";
import { JobTimelineResolver } from "./job-timeline.resolver.js";
import { JobVersionResolver } from "./job-version.resolver.js";
import { NodeResolver } from "./node.resolver.js";
import { OpeningResolver } from "./opening.resolver.js";
import { CreateOpeningsPayloadResolver, OpeningChangesResolver, OpeningPayloadResolver } from "./opening-changes.resolver.js";
import { OperationResolver } from "./operation.resolver.js";
import { RequisitionResolver } from "./requisition.resolver.js";
import { VacancyResolver } from "./vacancy.resolver.js";
import { VacancyChangesResolver } from "./vacancy-changes.resolver.js";
import { StatsOfVacancyResolver, VacancyStatsResolver } from "./vacancy-stats.resolver.js";
import { VendorRecordResolver, VendorResolver } from "./vendor.resolver.js";
import { WebhookResolver } from "./webhook.resolver.js";

// biome-ignore lint/complexity/noBannedTypes: type-graphql names resolver classes by this type.
export const resolvers: NonEmptyArray<Function> = [
  NodeResolver,
  JobResolver,
  JobVersionResolver,
  JobTimelineResolver,
  OpeningResolver,
  OpeningChangesResolver,
  OpeningPayloadResolver,
  CreateOpeningsPayloadResolver,
  JobChangesResolver,
  VacancyResolver,
  VacancyStatsResolver,
  StatsOfVacancyResolver,
  VacancyChangesResolver,
  RequisitionResolver,
  OperationResolver,
  EventResolver,
  DiscrepancyResolver,
  RemedyResolver,
  VendorResolver,
  VendorRecordResolver,
  WebhookResolver,
];
