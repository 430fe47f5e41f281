/** So many are added with one request. */
const atOnce = 10_000;
const longest = 200;

export type CodesIn = { codes: string[]; tooLong?: undefined } | { tooLong: number };

/** The codes of a pasted text or a CSV file: the first column of each line. */
export function codesIn(text: string): CodesIn {
  const codes: string[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const [first = ""] = line.split(/[,;\t]/);
    const code = first.trim().replaceAll('"', "");
    if (code.length > longest) return { tooLong: index + 1 };
    if (code !== "") codes.push(code);
  }
  return { codes };
}

export function inPortions(codes: readonly string[]): string[][] {
  const portions: string[][] = [];
  for (let from = 0; from < codes.length; from += atOnce) {
    portions.push(codes.slice(from, from + atOnce));
  }
  return portions;
}
