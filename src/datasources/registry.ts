import { greenhouse } from "./greenhouse/index.js";
import type { VendorModule } from "./vendor-module.js";

/** One line per vendor. Its place here is its place in lists over several vendors. */
export const vendorModules: readonly VendorModule[] = [greenhouse];
