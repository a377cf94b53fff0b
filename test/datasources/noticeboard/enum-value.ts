import { Vendor } from "../../../src/schema/vendor/vendor.type.js";

declare module "../../../src/schema/vendor/vendor.type.js" {
  export enum Vendor {
    NOTICEBOARD = "NOTICEBOARD",
  }
}

/** The value that a vendor of the registry has in the enum itself. Imported before anything that looks at all of its values. */
Object.assign(Vendor, { NOTICEBOARD: "NOTICEBOARD" });
