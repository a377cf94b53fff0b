import type { ChangeKind } from "../../src/datasources/contract/catalog.js";
import type { ChangeRequest } from "../../src/operations/change-request.js";
import { parseTarget } from "../../src/operations/change-target.js";
import type { Source } from "../../src/schema/common/source.js";

/** A change as the change service hands it to the executor. */
export function requestOf(kind: ChangeKind, source: Source, input: object, position = 0): ChangeRequest {
  return { kind, source, target: parseTarget(kind, input), input, position } as unknown as ChangeRequest;
}
