import { numbered } from "../inputs/row-words.ts";
import { t } from "../../i18n/i18n.ts";

/** Why a text can't be the name of a branch; undefined when it can. */
export function branchNameError(
  text: string,
  others: readonly string[],
  taken: readonly string[],
): string | undefined {
  const name = text.trim();
  if (name === "") return t("forms:branch.missing");
  if (name.length > 64) return t("forms:branch.long");
  if (taken.includes(name)) return t("forms:branch.rest", { name });
  return others.includes(name) ? t("forms:branch.taken", { name }) : undefined;
}

/** A name for a new branch that no other has: A, B, C, … */
export function unusedBranchName(names: readonly string[]): string {
  for (let index = 0; ; index++) {
    const name =
      index < 26 ? String.fromCharCode(65 + index) : numbered(t("inputs:row.branch.one"), index);
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
