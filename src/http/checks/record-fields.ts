/** Where a record has its fields. */
export interface RecordShape {
  /** The field with the record's id; null where there is only one record. By default `id`. */
  idField?: string | null;
  /** The field that holds the record's own fields, where the vendor puts them one level down; `idField` and `UnreadableRecord.fields` mean those. */
  within?: string;
}

export interface Fault {
  path: readonly PropertyKey[];
  message: string;
}

/** Undefined where the id itself is at fault. */
export function idOf(raw: unknown, faults: readonly Fault[], kind: RecordShape): string | undefined {
  const field = idFieldOf(kind);
  if (field === null || typeof raw !== "object" || raw === null || faults.some(({ path }) => fieldOf(path, kind) === field))
    return undefined;
  const id = ownFields(raw, kind)[field];
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

export function idFieldOf({ idField }: RecordShape): string | null {
  return idField === undefined ? "id" : idField;
}

/** The field of the record that a fault is in. */
export function fieldOf(path: readonly PropertyKey[], { within }: RecordShape): string {
  return String((within !== undefined && path[0] === within ? path[1] : undefined) ?? path[0] ?? "");
}

export function ownFields(record: object, { within }: RecordShape): Record<string, unknown> {
  const fields = record as Record<string, unknown>;
  return within === undefined ? fields : Object(fields[within]);
}
