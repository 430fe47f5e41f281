import { Anchor, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EventSummary } from "../../../../src/contract/api/history.ts";
import type { Wire } from "../../api/wire.ts";
import { nameOrId } from "../../ui/ContactLabel.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";

interface Props {
  rows: Wire<EventSummary>[] | undefined;
  error: unknown;
  retry(): void;
}

export function NewestEvents({ rows, error, retry }: Props) {
  return (
    <section aria-labelledby="newest-events">
      <Title order={2} id="newest-events" mb="xs">
        Newest events
      </Title>
      <DataTable
        label="Newest events"
        rows={rows}
        error={error}
        retry={retry}
        keyOf={({ id }) => id}
        empty={<EmptyState title="No event yet">Send one to POST /api/v1/event.</EmptyState>}
        columns={[
          {
            key: "event",
            header: "Event",
            cell: ({ id, type, key, contactId, contactName }) => (
              <>
                <Anchor component={Link} to={`/events?event=${id}`} size="sm" fw={600}>
                  {type.name}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {contactId === null ? key : `${key} · ${nameOrId(contactId, contactName)}`}
                </Text>
              </>
            ),
          },
          {
            key: "did",
            header: "What it did",
            cell: ({ workflows, contactId }) => (
              <Group gap={4}>
                {workflows.map(({ id, name, outcome, role }) => (
                  <StatusBadge
                    key={`${id}${role}`}
                    value={outcome}
                    label={`${name}: ${outcome.replaceAll("_", " ")}`}
                  />
                ))}
                {workflows.length === 0 && (
                  <Text size="xs" c="dimmed">
                    {contactId === null ? "no contact" : "no trigger"}
                  </Text>
                )}
              </Group>
            ),
          },
          { key: "at", header: "Received", cell: ({ receivedAt }) => <Time at={receivedAt} /> },
        ]}
      />
    </section>
  );
}
