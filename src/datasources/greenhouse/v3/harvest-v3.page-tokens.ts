/** Whether a token is a link's cursor: Harvest v3 lets nothing else stand beside it. */
export function isCursor(token: string): boolean {
  const query = new URLSearchParams(token);
  return query.size === 1 && query.has("cursor");
}

/** Whether it is that of the first page of the same list, in whatever size. */
export function isStart(token: string, startOf: (size: number) => string): boolean {
  const size = Number(new URLSearchParams(token).get("per_page"));
  return Number.isInteger(size) && size >= 1 && token === startOf(size);
}
