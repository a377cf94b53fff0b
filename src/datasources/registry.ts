import { feishuCoreHr } from "./feishu-corehr/index.js";
import { feishuHire } from "./feishu-hire/index.js";
import { greenhouse } from "./greenhouse/index.js";
import { headhunter } from "./headhunter/index.js";
import { linkedin } from "./linkedin/index.js";
import type { VendorModule } from "./vendor-module.js";

/** One line per vendor. Its place here is its place in lists over several vendors. */
export const vendorModules: readonly VendorModule[] = [feishuCoreHr, feishuHire, greenhouse, headhunter, linkedin];
