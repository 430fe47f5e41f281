/** So many characters of a text at most, none of them cut in half. */
export function beginningOf(text: string, most: number): string {
  return Array.from(text).slice(0, most).join("");
}
