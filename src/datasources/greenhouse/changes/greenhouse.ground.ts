import type { CallScope, VendorResponse } from "../../../http/request.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Opening } from "../../../schema/opening/opening.type.js";
import type { Sent } from "../../contract/change.js";
import type { GreenhouseClient } from "../greenhouse.client.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { nativeIdOf } from "../greenhouse.ids.js";

/** What the changes stand on. */
export interface ChangeGround {
  client: GreenhouseClient;
  scope: CallScope;
  /** For looking changes up: the questions of one round share what they read. */
  source: GreenhouseDatasource;
  /** For checks, which may be repeated within a request once a change that was in the way is over: nothing read before counts then. */
  fresh(): GreenhouseDatasource;
}

export async function readOpening(source: GreenhouseDatasource, globalId: string): Promise<Opening | null> {
  const [opening] = await source.wholeOpenings([nativeIdOf(globalId)]);
  if (opening instanceof Error) throw opening;
  return opening ?? null;
}

export function applied({ headers }: VendorResponse): Sent {
  return { outcome: "APPLIED", requestId: headers["x-request-id"] };
}

export function isMissing<Value>(value: Value | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}

export function invalidInput(message: string, field: string[]): UserError {
  return { code: UserErrorCode.INVALID_INPUT, message, field, vendorCode: null, retryable: false };
}
