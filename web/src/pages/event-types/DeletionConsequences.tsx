import { Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { formatBoundedCount, formatNumber } from "../../ui/format-number.ts";
import type { Consequences, EventType } from "../../api/event-types.ts";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";

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
        <Text size="sm">
          The next event with the key <code>{type.key}</code> creates the type again, in the
          category Other.
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600} role="alert">
        It can’t be deleted: {why}.
      </Text>
      <List size="sm" listStyleType="none" spacing={4}>
        {bindings.map(({ bindingId, role, workflowId, workflowName, status }) => (
          <List.Item key={bindingId}>
            <Group gap={8}>
              <RoleIcon role={role} />
              <WorkflowLink id={workflowId} name={workflowName} />
              <StatusBadge value={status} />
            </Group>
          </List.Item>
        ))}
        {waiting.map(({ workflowId, workflowName, runs, isCurrent }) => (
          <List.Item key={workflowId}>
            <WorkflowLink id={workflowId} name={workflowName} />{" "}
            {isCurrent ? "waits for it" : "waited for it in an older version"}
            {runs > 0 && `, ${formatNumber(runs)} ${runs === 1 ? "run" : "runs"} now`}
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
  if (events === 0) return "No event of this type has come, and no workflow has a trigger for it.";
  const count = formatBoundedCount(events, mostCounted);
  return (
    `Its ${count} ${events === 1 ? "event stays" : "events stay"} in the event history, ` +
    "under its name. No workflow has a trigger for it."
  );
}
