import { Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Binding } from "../../api/workflows.ts";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { capitalized } from "../../ui/text.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { forecast } from "./forecast.ts";
import classes from "./review.module.css";
import { eventTypeQuery } from "../../api/event-types.ts";

/** One trigger in the review before a workflow goes live: its description, and how many runs to expect. */
export function ReviewedTrigger({ binding }: { binding: Binding }) {
  const { role, source, enabled, eventType, words } = binding;
  const isCounted = role === "start" && source === "event" && enabled;
  const type = useQuery({ ...eventTypeQuery(eventType.id), enabled: isCounted });
  const expected =
    isCounted && type.data !== undefined ? forecast(binding, type.data.eventsPerDay) : undefined;
  const name = source === "schedule" ? t("triggers:regular") : eventType.name;
  return (
    <li className={classes["item"]}>
      <RoleIcon role={role} />
      <div>
        <Text size="sm" fw={600}>
          {enabled ? name : t("workflow-review:starts.switchedOff", { name })}
        </Text>
        <Text size="sm">{capitalized(apiWords(words))}</Text>
        {expected !== undefined && <Text size="sm">{expected.text}.</Text>}
        {expected?.advice != null && (
          <Group gap={6} wrap="nowrap" align="flex-start">
            <IconAlertTriangle
              size={16}
              className={classes["warn"]}
              aria-label={t("workflow-review:warning")}
            />
            <Text size="sm">{expected.advice}</Text>
          </Group>
        )}
      </div>
    </li>
  );
}
