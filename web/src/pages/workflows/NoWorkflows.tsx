import { Group } from "@mantine/core";
import { useMay } from "../../api/session.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";

/** No workflow at all, or none that fits the filters. */
export function NoWorkflows({ isFiltered }: { isFiltered: boolean }) {
  const mayManage = useMay("manage");
  if (isFiltered) {
    return (
      <EmptyState
        title="No workflow fits"
        action={
          <ButtonLink to="/workflows" variant="default" mt="sm">
            Show all
          </ButtonLink>
        }
      >
        Nothing has this name, tag and status together.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No workflows yet"
      action={
        mayManage && (
          <Group gap="xs" mt="sm" justify="center">
            <ButtonLink to="/workflows" search={{ new: "example" }}>
              Start from an example
            </ButtonLink>
            <ButtonLink to="/workflows" search={{ new: "blank" }} variant="default">
              Start from scratch
            </ButtonLink>
            <ButtonLink to="/workflows" search={{ new: "import" }} variant="default">
              Import a file
            </ButtonLink>
          </Group>
        )
      }
    >
      A workflow says what happens after an event: an order is delivered, wait three days, send a
      mail, see whether it was clicked. Give it a trigger: an event, and how often it may start the
      workflow for the same contact. Then activate it.
    </EmptyState>
  );
}
