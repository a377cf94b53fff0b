/** An id in Feishu's form: nineteen decimal digits, more than a JavaScript number can hold. */
export function nineteenDigits(prefix: string, serial: number): string {
  const spread = (BigInt(serial + 1) * 1_000_003n * 7_919n).toString();
  return `${prefix}${spread.padStart(19 - prefix.length, "0")}`;
}
