/** What keeps a text from being a way's name; undefined when nothing does. */
export function wayNameFault(
  text: string,
  others: readonly string[],
  taken: readonly string[],
): string | undefined {
  const name = text.trim();
  if (name === "") return "A way needs a name; it keeps the former one until then";
  if (name.length > 64) return "At most 64 characters";
  if (taken.includes(name)) return `“${name}” is the way of those that go no other`;
  return others.includes(name) ? `Another way is called “${name}”` : undefined;
}

/** A name for a new way that no other has: A, B, C, … */
export function freeWayName(names: readonly string[]): string {
  for (let index = 0; ; index++) {
    const name = index < 26 ? String.fromCharCode(65 + index) : `Way ${index + 1}`;
    if (!names.includes(name)) return name;
  }
}

/** Percentages that are as even as two decimals allow, and come to 100. */
export function evenShares(count: number): number[] {
  if (count === 0) return [];
  const each = Math.floor(10_000 / count);
  const left = 10_000 - each * count;
  return Array.from({ length: count }, (_, index) => (each + (index < left ? 1 : 0)) / 100);
}
