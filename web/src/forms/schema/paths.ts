import { capitalized } from "../../ui/text.ts";

/** Paths of settings, written as issues name them: `ways[0].rule`. */
export function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

export function entry(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** Whether a field is the one at a path, or part of it. */
export function isWithin(path: string, field: string): boolean {
  if (path === "" || field === path) return true;
  return field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}

/** An issue of a setting; without a field, of the block as a whole. */
export interface FieldIssue {
  field?: string;
  message: string;
}

/** An input that shows issues: its own, or also those of everything in it. */
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

/** A message as a sentence; a path at its beginning stays as it is. */
export function sentence(text: string): string {
  const [word = ""] = text.split(/\s/, 1);
  const dot = word.slice(1).search(/[.[]/);
  if (dot !== -1 && word.includes(":", dot + 2)) return text;
  return capitalized(text);
}
