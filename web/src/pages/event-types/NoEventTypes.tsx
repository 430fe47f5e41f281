import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { instanceQuery } from "../../api/instance.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Snippet } from "../../ui/Snippet.tsx";
import { curlSnippet, hostOf, keyPlaceholder } from "../events/snippets.ts";
import { t } from "../../i18n/i18n.ts";

/** What to do when there is none: events make types by themselves. */
export function NoEventTypes({ isFiltered, onClear }: { isFiltered: boolean; onClear(): void }) {
  const { data: instance } = useQuery(instanceQuery);
  const clear = isFiltered && (
    <Button variant="default" onClick={onClear}>
      {t("event-types:empty.showAll")}
    </Button>
  );
  return (
    <EmptyState
      title={isFiltered ? t("event-types:empty.noneFits") : t("event-types:empty.none")}
      action={clear}
    >
      <Stack gap="sm">
        <span>{t("event-types:empty.hint")}</span>
        <Snippet
          what={t("event-types:empty.theCommand")}
          code={curlSnippet(hostOf(instance), keyPlaceholder)}
        />
      </Stack>
    </EmptyState>
  );
}
