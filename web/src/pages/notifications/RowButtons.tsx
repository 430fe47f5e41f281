import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../i18n/i18n.ts";

interface Props {
  name: string;
  children?: ReactNode;
  onChange(): void;
  onDelete(): void;
}

/** What can be done with a row. */
export function RowButtons({ name, children, onChange, onDelete }: Props) {
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {children}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t("notifications:changeOf", { name })}
        onClick={onChange}
      >
        {t("notifications:change")}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={t("notifications:deleteOf", { name })}
        onClick={onDelete}
      >
        {t("notifications:delete")}
      </Button>
    </Group>
  );
}
