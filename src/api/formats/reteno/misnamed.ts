import type { z } from "zod";

/** What a form's fields are called elsewhere, and by which field here each is meant, or in what words. */
export type OtherNames = Readonly<Record<string, string | { meant: string; hint: string }>>;

interface Misnamed {
  name: string;
  hint: string;
}

/**
 * Tells of fields that a form doesn't know and that must have been meant as one that it does: under
 * the name that other documentation gives it, in another case or plural, or misspelt. Left aside, as
 * other unknown fields are, they would be lost without a word. A body that has the right one too is
 * taken: its sender works already.
 */
export function tellMisnamed<Form extends z.ZodObject>(form: Form, others: OtherNames = {}): Form {
  const known = Object.keys(form.shape);
  return form.superRefine(
    (body, check) => {
      for (const { name, hint } of misnamedIn(body, known, others)) {
        check.addIssue({ code: "custom", path: [name], message: `is not known: ${hint}` });
      }
    },
    // Beside other faults too: the one may explain the other.
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
}

export function misnamedIn(body: object, known: readonly string[], others: OtherNames): Misnamed[] {
  const given = new Map<string, unknown>(Object.entries(body));
  return [...given.keys()].flatMap((name) => {
    if (known.includes(name)) return [];
    const right = rightNameOf(name, known, others);
    if (right === undefined || saysSomething(given.get(right.meant))) return [];
    return [{ name, hint: right.hint }];
  });
}

function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== "";
}

function rightNameOf(
  name: string,
  known: readonly string[],
  others: OtherNames,
): { meant: string; hint: string } | undefined {
  const called = (meant: string) => ({ meant, hint: `the field is called "${meant}"` });
  const elsewhere = Object.entries(others).find(([other]) => plain(other) === plain(name))?.[1];
  if (elsewhere !== undefined) {
    return typeof elsewhere === "string" ? called(elsewhere) : elsewhere;
  }
  const like = known.find((one) => isLike(plain(one), plain(name)));
  return like === undefined ? undefined : called(like);
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

/** The same, or, of longer names, with one letter more, less or other, or two that changed places. */
function isLike(known: string, name: string): boolean {
  if (known === name) return true;
  const [short, long] = known.length <= name.length ? [known, name] : [name, known];
  if (short.length < 5 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  const left = short.slice(start, short.length - end);
  const right = long.slice(start, long.length - end);
  return right.length <= 1 || (right.length === 2 && right === left.charAt(1) + left.charAt(0));
}
