import { Text } from "@mantine/core";
import type { AuditEntry } from "../../../api/audit-log.ts";
import { t } from "../../../i18n/i18n.ts";
import { changesIn } from "./entry-words.ts";

/** So many stand there at once; the rest is folded away. */
const most = 4;

/** What was before and what is since, field by field. */
export function Changes({ of }: { of: AuditEntry }) {
  const all = changesIn(of);
  const lines = all.map(({ field, before, after }) => (
    <Text key={field} size="xs" c="dimmed" component="div" style={{ overflowWrap: "anywhere" }}>
      {changeText(field, before, after)}
    </Text>
  ));
  return (
    <>
      {lines.slice(0, most)}
      {lines.length > most && (
        <details>
          <summary style={{ cursor: "pointer", fontSize: "var(--mantine-font-size-xs)" }}>
            {t("settings:audit.more", { count: lines.length - most })}
          </summary>
          {lines.slice(most)}
        </details>
      )}
    </>
  );
}

function changeText(field: string, before: string | null, after: string | null): string {
  if (before === null) return t("settings:audit.set", { field, after });
  if (after === null) return t("settings:audit.was", { field, before });
  return t("settings:audit.changed", { field, before, after });
}
