import type { VersionItem } from "../../../api/workflows.ts";
import { t } from "../../../i18n/i18n.ts";
import { formatNumber } from "../../../ui/format-number.ts";

type Blocks = NonNullable<VersionItem["changes"]>["added"];

/** What a version changed of the one before, a line for each kind of change. */
export function versionChanges({ number, changes }: VersionItem): string[] {
  if (changes === null) return number === 1 ? [t("workflow-history:changes.first")] : [];
  const lines: string[] = [];
  for (const kind of ["added", "changed", "removed"] as const) {
    if (changes[kind].count > 0)
      lines.push(t(`workflow-history:changes.${kind}`, named(changes[kind])));
  }
  const { branches: count, settings } = changes;
  if (count > 0)
    lines.push(t("workflow-history:changes.branches", { count, number: formatNumber(count) }));
  if (settings) lines.push(t("workflow-history:changes.settings"));
  return lines.length === 0 ? [t("workflow-history:changes.content")] : lines;
}

function named({ count, names }: Blocks) {
  const all = names.join(", ");
  return {
    count,
    number: formatNumber(count),
    names: count > names.length ? t("workflow-history:changes.more", { names: all }) : all,
  };
}
