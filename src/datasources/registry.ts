import type { VendorModule } from "./contract/vendor-module.js";
import { feishuCoreHr } from "./feishu/corehr/index.js";
import { feishuHire } from "./feishu/hire/index.js";
import { greenhouse } from "./greenhouse/index.js";
import { headhunter } from "./headhunter/index.js";
import { linkedin } from "./linkedin/index.js";

/** One line a vendor. Lists over several vendors have this order. */
export const vendorModules: readonly VendorModule[] = [feishuCoreHr, feishuHire, greenhouse, headhunter, linkedin];

/** The vendors' own tables. */
export function tablesOf(modules: readonly VendorModule[]) {
  return modules.flatMap(({ tables }) => tables ?? []);
}
