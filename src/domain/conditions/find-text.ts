/** What is searched for, and where, at most, in one step of the built-in search's worst case. */
const smallSearch = 1_000_000;

/**
 * Whether a text holds a part, in time that grows with their lengths and not with their product, as the
 * built-in search's does for long parts that almost fit everywhere. Knuth, Morris, Pratt (1977).
 */
export function holdsText(whole: string, part: string): boolean {
  if (whole.length * part.length <= smallSearch || part.length > whole.length) {
    return whole.includes(part);
  }
  const borders = bordersOf(part);
  let fits = 0;
  for (let at = 0; at < whole.length; at++) {
    const unit = whole.charCodeAt(at);
    while (fits > 0 && part.charCodeAt(fits) !== unit) fits = borders[fits - 1] ?? 0;
    if (part.charCodeAt(fits) === unit) fits++;
    if (fits === part.length) return true;
  }
  return false;
}

/** For each beginning of a text, how much of its start is also its end. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  let length = 0;
  for (let at = 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    while (length > 0 && text.charCodeAt(length) !== unit) length = borders[length - 1] ?? 0;
    if (text.charCodeAt(length) === unit) length++;
    borders[at] = length;
  }
  return borders;
}
