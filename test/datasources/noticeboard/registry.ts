import "./enum-value.js";
import { vendorModules } from "../../../src/datasources/registry.js";
import { noticeboard } from "./vendor/index.js";

/** The registry with one more line. */
export const modules = [...vendorModules, noticeboard];
