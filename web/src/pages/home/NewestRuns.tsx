import { Anchor, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { RunSummary } from "../../../../src/contract/api/run.ts";
import type { Wire } from "../../api/wire.ts";
import { nameOrId } from "../../ui/ContactLabel.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";

interface Props {
  rows: Wire<RunSummary>[] | undefined;
  error: unknown;
  retry(): void;
}

export function NewestRuns({ rows, error, retry }: Props) {
  return (
    <section aria-labelledby="newest-runs">
      <Title order={2} id="newest-runs" mb="xs">
        Newest runs
      </Title>
      <DataTable
        label="Newest runs"
        rows={rows}
        error={error}
        retry={retry}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title="No run yet">
            An event that starts an active workflow makes one.
          </EmptyState>
        }
        columns={[
          {
            key: "run",
            header: "Workflow",
            cell: ({ id, workflow, event, contactId, contactName }) => (
              <>
                <Anchor component={Link} to={`/runs/${id}`} size="sm" fw={600}>
                  {workflow.name}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {[event.typeKey, event.key, nameOrId(contactId, contactName)]
                    .filter(Boolean)
                    .join(" · ")}
                </Text>
              </>
            ),
          },
          {
            key: "status",
            header: "Status",
            cell: ({ status, test }) => (
              <StatusBadge value={status} label={test ? `test, ${status}` : status} />
            ),
          },
          { key: "at", header: "Launched", cell: ({ createdAt }) => <Time at={createdAt} /> },
        ]}
      />
    </section>
  );
}
