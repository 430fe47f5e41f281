/** Where settings stand, written as problems name them: `ways[0].rule`. */
export function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

export function entry(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** Whether a field is the one at a path, or part of it. */
function isWithin(path: string, field: string): boolean {
  if (path === "" || field === path) return true;
  return field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}

/** A fault at a setting; without a field, of the block as a whole. */
export interface FieldProblem {
  field?: string;
  message: string;
}

/** An input that shows problems: its own, or also those of all that it holds. */
export interface Claim {
  path: string;
  deep: boolean;
}

export function isClaimed(field: string, claims: Iterable<Claim>): boolean {
  for (const { path, deep } of claims) {
    if (deep ? isWithin(path, field) : field === path) return true;
  }
  return false;
}

/** What is wrong at an input, in words; of a part of it, with the part's name before. */
export function wordsAt(
  problems: readonly FieldProblem[],
  { path, deep }: Claim,
): string | undefined {
  const words = problems.flatMap(({ field = "", message }) => {
    if (field === path) return [sentence(message)];
    if (!deep || !isWithin(path, field)) return [];
    const part = field.slice(path.length).replace(/^\./, "");
    return [`${part}: ${message}`];
  });
  return words.length === 0 ? undefined : [...new Set(words)].join("\n");
}

/** A message as a sentence; a path at its beginning stays as it is. */
export function sentence(text: string): string {
  const [word = ""] = text.split(/\s/, 1);
  const dot = word.slice(1).search(/[.[]/);
  if (dot !== -1 && word.includes(":", dot + 2)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
