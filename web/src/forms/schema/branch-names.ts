/** Why a text can't be the name of a branch; undefined when it can. */
export function branchNameError(
  text: string,
  others: readonly string[],
  taken: readonly string[],
): string | undefined {
  const name = text.trim();
  if (name === "") return "A branch needs a name; until then it keeps the former one";
  if (name.length > 64) return "At most 64 characters";
  if (taken.includes(name)) return `“${name}” is the branch for everybody else`;
  return others.includes(name) ? `Another branch is called “${name}”` : undefined;
}

/** A name for a new branch that no other has: A, B, C, … */
export function unusedBranchName(names: readonly string[]): string {
  for (let index = 0; ; index++) {
    const name = index < 26 ? String.fromCharCode(65 + index) : `Branch ${index + 1}`;
    if (!names.includes(name)) return name;
  }
}

/** Percentages that are as even as two decimals allow, and come to 100. */
export function evenPercentages(count: number): number[] {
  if (count === 0) return [];
  const each = Math.floor(10_000 / count);
  const left = 10_000 - each * count;
  return Array.from({ length: count }, (_, index) => (each + (index < left ? 1 : 0)) / 100);
}
