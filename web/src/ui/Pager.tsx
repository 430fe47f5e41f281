import { Button, Group, Text } from "@mantine/core";
import { IconChevronRight, IconChevronsLeft } from "@tabler/icons-react";
import { t } from "../i18n/i18n.ts";

interface Props {
  /** The cursor of the page shown; undefined on the first. */
  after: string | undefined;
  /** The next page's; null on the last, undefined while it is not known. */
  next: string | null | undefined;
  rowCount: number;
  onPage(after: string | undefined): void;
}

/** Pages by keyset: the cursor stands in the address, so that a page can be shared, and "back" works. */
export function Pager({ after, next, rowCount, onPage }: Props) {
  if (after === undefined && next == null) {
    if (rowCount === 0) return null;
    return (
      <Text size="xs" c="dimmed">
        {t("ui:rows", { count: rowCount })}
      </Text>
    );
  }
  return (
    <Group justify="space-between" gap="xs">
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconChevronsLeft size={14} />}
        disabled={after === undefined}
        onClick={() => onPage(undefined)}
      >
        {t("ui:firstPage")}
      </Button>
      <Button
        size="xs"
        variant="default"
        rightSection={<IconChevronRight size={14} />}
        disabled={next == null}
        onClick={() => next != null && onPage(next)}
      >
        {t("ui:nextPage")}
      </Button>
    </Group>
  );
}
