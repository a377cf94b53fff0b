import type { VendorModule } from "./contract/vendor-module.js";
import { feishuCoreHr } from "./feishu/corehr/index.js";
import { feishuHire } from "./feishu/hire/index.js";
import { greenhouse } from "./greenhouse/index.js";
import { headhunter } from "./headhunter/index.js";
import { linkedin } from "./linkedin/index.js";

/** One line per vendor. The order is the vendors' order in lists over several of them. */
export const vendorModules: readonly VendorModule[] = [feishuCoreHr, feishuHire, greenhouse, headhunter, linkedin];

/** The tables of vendors, which the database creates beside its own. */
export function tablesOf(modules: readonly VendorModule[]) {
  return modules.flatMap(({ tables }) => tables ?? []);
}
