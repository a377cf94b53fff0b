import type { VendorError } from "../../../http/vendor-error.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { CodeTable } from "../feishu.errors.js";

/** Codes of Hire's pages about jobs. 1002001 may come after the work was done, so a change is verified. */
export const HIRE_CODES: CodeTable = {
  1002001: { code: "UNAVAILABLE", sent: "maybe" },
  1002002: { code: "REJECTED", sent: "yes" },
  // With HTTP 404 from get, with 400 from open and close.
  1002601: { code: "NOT_FOUND", sent: "yes" },
  1002609: { code: "REJECTED", sent: "yes" },
  1002613: { code: "REJECTED", sent: "yes" },
  1002616: { code: "REJECTED", sent: "yes" },
};

interface Explanation {
  code: UserErrorCode;
  message: string;
  /** The field that the vendor most likely means, where the input has it. */
  field: "id" | "expiresAt" | null;
}

const BAD_PARAMETER: Explanation = {
  code: UserErrorCode.INVALID_INPUT,
  message: "Feishu does not take these values. An expiresAt must lie ahead by Feishu's clock.",
  field: "expiresAt",
};

/** The codes of the pages "open" and "close"; the remedy of 1002613 is the menu path that the page names. */
const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map(
  Object.entries({
    1002002: BAD_PARAMETER,
    99992402: BAD_PARAMETER,
    1002601: { code: UserErrorCode.NOT_FOUND, message: "Feishu Hire has no such job.", field: "id" },
    1002609: { code: UserErrorCode.ALREADY_CLOSED, message: "The job is closed already.", field: "id" },
    1002613: {
      code: UserErrorCode.DISABLED_AT_VENDOR,
      message:
        "Feishu Hire does not let jobs be changed from outside. An administrator switches it on: " +
        "「飞书招聘」-「设置」-「职位管理」-「职位设置」, 「通过 API 同步职位」 (sync jobs through API).",
      field: null,
    },
    1002616: { code: UserErrorCode.ALREADY_OPEN, message: "The job is open already.", field: "id" },
  }),
);

/** A refusal explained for people; undefined where it is not about the input. */
export function explainHire(error: VendorError, input: object): UserError[] | undefined {
  const known = EXPLANATIONS.get(error.vendorCode ?? "");
  if (known === undefined) return undefined;
  const field = known.field === "expiresAt" && !("expiresAt" in input && input.expiresAt) ? "id" : known.field;
  return [
    {
      code: known.code,
      message: known === BAD_PARAMETER ? `${known.message} ${error.message}` : known.message,
      field: field === null ? null : [field],
      vendorCode: error.vendorCode ?? null,
      retryable: false,
    },
  ];
}
