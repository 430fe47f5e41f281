/** A text that LIKE takes literally. */
export function likeLiteral(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** The pattern of what has a text somewhere; null, which a statement passes over: nothing is sought. */
export function partPattern(search: string | undefined): string | null {
  return search === undefined || search === "" ? null : `%${likeLiteral(search)}%`;
}

/** The pattern of what begins with a text. */
export function beginningPattern(text: string): string {
  return `${likeLiteral(text)}%`;
}
