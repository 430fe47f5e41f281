/** A line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

/** What stands before a file's first line, as spreadsheets want it: that it is UTF-8. */
export const csvMark = "\uFEFF";

/** Names are others' words: a spreadsheet must not take one for a formula. A number is none. */
function cellOf(text: string): string {
  const isNumber = text !== "" && Number.isFinite(Number(text));
  const safe = !isNumber && /^[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
