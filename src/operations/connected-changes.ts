import { type ChangeKind, changeKindOf } from "../datasources/contract/catalog.js";
import type { Change } from "../datasources/contract/change.js";
import type { Datasource, DatasourceScope } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import type { Source } from "../schema/common/source.js";
import type { StoredOperation } from "../store/operation.repository.js";
import { sourceOfRow } from "./operation-record.js";

/** The parts of a connection that the executor uses. */
export type ChangeConnection = Pick<VendorConnection, "source" | "changes" | "datasource" | "readOnlyBecause">;

/** By the source's text. */
export type ChangeConnections = ReadonlyMap<string, ChangeConnection>;

/** The datasources of one round of checks, or of verifying, each opened at its first use. */
export type OpenReads = (source: Source) => Datasource;

/** The change of a source; undefined where the source is not connected, or does not support it. */
export function findChange(connections: ChangeConnections, source: Source, kind: ChangeKind): Change | undefined {
  return connections.get(source.text)?.changes[kind] as Change | undefined;
}

/** The change that a request is for. The change service has refused requests for those that its source does not take. */
export function requireChange(connections: ChangeConnections, { source, kind }: { source: Source; kind: ChangeKind }): Change {
  const change = findChange(connections, source, kind);
  if (change === undefined) throw new Error(`${source.text} does not take ${kind}`);
  return change;
}

/** A change, and what kind it is. */
export interface ChangeOfKind {
  kind: ChangeKind;
  change: Change;
}

/** The change that a stored operation is one of; undefined where its source is not connected, or does not support it any more. */
export function changeOfRow(connections: ChangeConnections, row: StoredOperation): ChangeOfKind | undefined {
  const kind = changeKindOf(row.kind);
  const change = kind && findChange(connections, sourceOfRow(row), kind);
  return change && { kind, change };
}

/** Opens fresh datasources: no earlier read counts, and the reads of one round are batched. */
export function openReads(connections: ChangeConnections, scope: DatasourceScope): OpenReads {
  const opened = new Map<string, Datasource>();
  return (source) => {
    const known = opened.get(source.text);
    if (known !== undefined) return known;
    const connection = connections.get(source.text);
    if (connection === undefined) throw new Error(`${source.text} is not connected`);
    const reads = connection.datasource(scope);
    opened.set(source.text, reads);
    return reads;
  };
}
