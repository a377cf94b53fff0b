import type { VendorResponse } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Sent } from "../../contract/change.js";

/** Sends changes of different vacancies side by side, as fast as the budget lets them; an error stays in its place. */
export function sendTogether<Sending>(
  changes: readonly Sending[],
  sendOne: (change: Sending) => Promise<Sent>,
): Promise<(Sent | VendorError)[]> {
  return Promise.all(
    changes.map(async (change) => {
      try {
        return await sendOne(change);
      } catch (error) {
        if (error instanceof VendorError) return error;
        throw error;
      }
    }),
  );
}

export function applied({ headers }: VendorResponse): Sent {
  return { outcome: "APPLIED", requestId: headers["x-request-id"] };
}
