import { Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Consequences, EventType } from "../../api/event-types.ts";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";

const number = new Intl.NumberFormat("en-GB");

export function DeletionConsequences({ type, found }: { type: EventType; found: Consequences }) {
  const { why, bindings, waiting } = found;
  if (why === null) {
    return (
      <Stack gap="xs">
        <Text size="sm">{eventsWords(found)}</Text>
        <Text size="sm">
          The next event with the key <code>{type.key}</code> makes the type anew, in the category
          Other.
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
            {runs > 0 && `, ${number.format(runs)} ${runs === 1 ? "run" : "runs"} now`}
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

function eventsWords({ events, mostCounted }: Consequences): string {
  if (events === 0) return "No event of this type has come, and no workflow is linked to it.";
  const many =
    events >= mostCounted ? `${number.format(mostCounted)} or more` : number.format(events);
  return (
    `Its ${many} ${events === 1 ? "event stays" : "events stay"} in the event history, ` +
    "under its name. No workflow is linked to it."
  );
}
