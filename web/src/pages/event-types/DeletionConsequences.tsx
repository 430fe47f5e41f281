import { Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { formatBoundedCount, formatNumber } from "../../ui/format-number.ts";
import type { Consequences, EventType } from "../../api/event-types.ts";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

export function DeletionConsequences({
  type,
  consequences,
}: {
  type: EventType;
  consequences: Consequences;
}) {
  const { why, bindings, waiting } = consequences;
  if (why === null) {
    return (
      <Stack gap="xs">
        <Text size="sm">{eventsText(consequences)}</Text>
        <Text size="sm">{t("event-types:delete.again", { key: type.key })}</Text>
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600} role="alert">
        {t("event-types:delete.refused", { why: apiWords(why) })}
      </Text>
      <List size="sm" listStyleType="none" spacing={4}>
        {bindings.map(({ bindingId, role, workflowId, workflowName, status }) => (
          <List.Item key={bindingId}>
            <Group gap={8}>
              <RoleIcon role={role} />
              <WorkflowLink id={workflowId} name={workflowName} />
              <StatusBadge value={status} label={t(`words:workflow.${status}`)} />
            </Group>
          </List.Item>
        ))}
        {waiting.map(({ workflowId, workflowName, runs, isCurrent }) => (
          <List.Item key={workflowId}>
            <WorkflowLink id={workflowId} name={workflowName} /> {waitText(isCurrent, runs)}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function WorkflowLink({ id, name }: { id: string; name: string }) {
  return (
    <Anchor component={Link} to={`/workflows/${id}`} size="sm" fw={600}>
      {name}
    </Anchor>
  );
}

function eventsText({ events, mostCounted }: Consequences): string {
  if (events === 0) return t("event-types:delete.noEvents");
  const number = formatBoundedCount(events, mostCounted);
  return t("event-types:delete.events", { count: events, number });
}

function waitText(isCurrent: boolean, runs: number): string {
  if (runs === 0) return isCurrent ? t("event-types:delete.waits") : t("event-types:delete.waited");
  const counted = { count: runs, number: formatNumber(runs) };
  return isCurrent
    ? t("event-types:delete.waitsWith", counted)
    : t("event-types:delete.waitedWith", counted);
}
