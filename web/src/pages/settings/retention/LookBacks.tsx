import { Alert, List } from "@mantine/core";
import type { LookBack } from "../../../api/retention.ts";
import { t } from "../../../i18n/i18n.ts";

/** What looks back further than something is kept. */
export function LookBacks({ lookBacks }: { lookBacks: readonly LookBack[] }) {
  if (lookBacks.length === 0) return null;
  return (
    <Alert color="yellow" title={t("settings-retention:lookBacks.title")}>
      <List size="sm">
        {lookBacks.map((one) => (
          <List.Item key={`${one.kind}/${one.by}/${one.id ?? ""}`}>{textOf(one)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function textOf({ kind, by, name, days }: LookBack): string {
  const what = t(`settings-retention:lookBacks.${by}`, { name });
  const of = t(`settings-retention:kind.${kind}`);
  return days === null
    ? t("settings-retention:lookBacks.ever", { what, of })
    : t("settings-retention:lookBacks.days", { what, of, count: days });
}
