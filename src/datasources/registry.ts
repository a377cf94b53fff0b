import type { VendorModule } from "./contract/vendor-module.js";
import { feishuCoreHr } from "./feishu/corehr/index.js";
import { feishuHire } from "./feishu/hire/index.js";
import { greenhouse } from "./greenhouse/index.js";
import { headhunter } from "./headhunter/index.js";
import { linkedin } from "./linkedin/index.js";

/** One line per vendor. Its place here is its place in lists over several vendors. */
export const vendorModules: readonly VendorModule[] = [feishuCoreHr, feishuHire, greenhouse, headhunter, linkedin];

/** The tables of all vendors, for the database to make beside its own. */
export const vendorTables = vendorModules.flatMap(({ tables }) => tables ?? []);
