import { Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Binding } from "../../api/workflows.ts";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { forecast } from "./forecast.ts";
import { eventTypeQuery } from "./queries.ts";
import classes from "./review.module.css";

/** One launch condition in the review before a workflow goes live: its words, and what to expect. */
export function LiveStart({ binding }: { binding: Binding }) {
  const { role, source, enabled, eventType, words } = binding;
  const isCounted = role === "start" && source === "event" && enabled;
  const type = useQuery({ ...eventTypeQuery(eventType.id), enabled: isCounted });
  const expected =
    isCounted && type.data !== undefined ? forecast(binding, type.data.eventsPerDay) : undefined;
  return (
    <li className={classes["item"]}>
      <RoleIcon role={role} />
      <div>
        <Text size="sm" fw={600}>
          {source === "schedule" ? "Regular start" : eventType.name}
          {!enabled && " (switched off)"}
        </Text>
        <Text size="sm">{words}</Text>
        {expected !== undefined && <Text size="sm">{expected.words}.</Text>}
        {expected?.advice != null && (
          <Group gap={6} wrap="nowrap" align="flex-start">
            <IconAlertTriangle size={16} className={classes["warn"]} aria-label="Warning" />
            <Text size="sm">{expected.advice}</Text>
          </Group>
        )}
      </div>
    </li>
  );
}
