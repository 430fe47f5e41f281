/** Takes one of `size` ways; the same key takes the same way within one run. */
export type Choose = (key: string, size: number) => number;

const maxVariants = 200;

/** What `run` gives for every combination of the ways that it can take. */
export function variants<Result>(run: (choose: Choose) => Result): Result[] {
  const path: { key: string; size: number; taken: number }[] = [];
  const results: Result[] = [];
  do {
    let depth = 0;
    results.push(
      run((key, size) => {
        const before = path.slice(0, depth).find((step) => step.key === key);
        if (before !== undefined) return before.taken;
        path[depth] ??= { key, size, taken: 0 };
        return path[depth++]?.taken ?? 0;
      }),
    );
    if (results.length > maxVariants) throw new Error("a statement has too many variants");
  } while (advance(path));
  return results;
}

/** The next combination, the last way first. @returns false when there is none */
function advance(path: { size: number; taken: number }[]): boolean {
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    last.taken++;
    if (last.taken < last.size) return true;
    path.pop();
  }
  return false;
}
