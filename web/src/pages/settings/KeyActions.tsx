import { Button, Group } from "@mantine/core";
import type { ApiKey } from "../../api/api-keys.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";

interface Props {
  apiKey: ApiKey;
  onChange(key: ApiKey): void;
  onRoll(key: ApiKey): void;
  onRevoke(key: ApiKey): void;
}

/** What can be done with a key that still holds; why another doesn't. */
export function KeyActions({ apiKey, onChange, onRoll, onRevoke }: Props) {
  const { name, expiresAt, revokedAt } = apiKey;
  if (revokedAt !== null) {
    return <StatusBadge value="revoked" label={t("settings-keys:revoked")} />;
  }
  if (isOver(expiresAt)) {
    return <StatusBadge value="expired" label={t("settings-keys:expires.expired")} />;
  }
  const actions = [
    {
      text: t("settings-keys:change"),
      label: t("settings-keys:changeOf", { name }),
      act: onChange,
    },
    {
      text: t("settings-keys:roll.short"),
      label: t("settings-keys:roll.of", { name }),
      act: onRoll,
    },
    {
      text: t("settings-keys:revokeShort"),
      label: t("settings-keys:revokeOf", { name }),
      act: onRevoke,
    },
  ];
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {actions.map(({ text, label, act }) => (
        <Button
          key={text}
          size="compact-xs"
          variant="default"
          aria-label={label}
          onClick={() => act(apiKey)}
        >
          {text}
        </Button>
      ))}
    </Group>
  );
}

const isOver = (at: string | null) => at !== null && Date.parse(at) <= Date.now();
