import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { VendorRecord } from "../schema/common/node.type.js";
import { JsonScalar } from "../schema/common/scalars.js";
import { VendorStatus } from "../schema/vendor/vendor-status.type.js";

@Resolver(() => VendorStatus)
export class VendorResolver {
  @Authorized("read")
  @Query(() => [VendorStatus], {
    description: "Each vendor's configuration and health, as this server sees them. No vendor is asked.",
  })
  vendors(@Ctx() { vendorStatuses }: Context): VendorStatus[] {
    return vendorStatuses();
  }
}

@Resolver(() => VendorRecord)
export class VendorRecordResolver {
  @Authorized("vendor-data:read")
  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      "The vendor's answer, untouched, for what the graph does not model; a secret of this server's that the vendor gives back is cut out of " +
      "it. Needs the scope `vendor-data:read`.",
  })
  vendorData(@Root() record: VendorRecord): unknown {
    return record.raw ?? null;
  }
}
