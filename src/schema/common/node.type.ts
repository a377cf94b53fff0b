import "reflect-metadata";
import { Field, ID, InterfaceType } from "type-graphql";
import { Vendor } from "../vendor/vendor.type.js";
import { parseGlobalId, RECORD_KINDS, type RecordKind } from "./global-id.js";
import { vendorSlug } from "./source.js";

/** What is this server's own, and no vendor's, by the word behind `hiregraph:`. */
const OWN_TYPE_NAMES: Readonly<Record<string, string>> = { event: "Event", discrepancy: "Discrepancy", requisition: "Requisition" };

const TYPE_NAMES: Record<RecordKind, string> = {
  job: "Job",
  opening: "Opening",
  vacancy: "Vacancy",
  "job-version": "JobVersion",
  operation: "Operation",
};

/**
 * The GraphQL type of a record, by its id, since records are plain objects. type-graphql wraps resolvers of types in an async function, so the
 * schema builder sets this function on the interfaces of the emitted schema.
 */
export function typeNameOf(record: { id: string }): string | undefined {
  const id = parseGlobalId(record.id);
  if (id !== undefined) return TYPE_NAMES[id.kind];
  const [server, own = ""] = record.id.split(":");
  return server === "hiregraph" && Object.hasOwn(OWN_TYPE_NAMES, own) ? OWN_TYPE_NAMES[own] : undefined;
}

@InterfaceType({ description: "A record that has a global id and can be read by it: `node`, `nodes`.", resolveType: typeNameOf })
export abstract class Node {
  @Field(() => ID, {
    description:
      "Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: " +
      "`headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, " +
      "`feishu-corehr:job-version:7094136522860922111.7238516215202170412`. " +
      `Vendors: ${Object.values(Vendor).map(vendorSlug).join(", ")}; kinds: ${RECORD_KINDS.join(", ")}. ` +
      "Records of an account other than the default one carry its name behind the vendor's: `greenhouse~emea:job:4000`. " +
      "Clients treat it as opaque.",
  })
  id: string;
}

@InterfaceType({ description: "A record that lives at a vendor.", implements: Node, resolveType: typeNameOf })
export abstract class VendorRecord extends Node {
  @Field(() => Vendor, { description: "The vendor that holds it." })
  vendor: Vendor;

  @Field(() => String, {
    description: "Which of the server's accounts at that vendor holds it: `default`, or a name from `<VENDOR>_ACCOUNTS`.",
  })
  account: string;

  @Field(() => String, { description: "The vendor's own id, as the vendor spells it." })
  vendorId: string;

  /** The vendor's answer, untouched, for vendorData. */
  raw: unknown;
}
