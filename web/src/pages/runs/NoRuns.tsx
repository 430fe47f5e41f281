import { Button, Group } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ButtonLink } from "../../ui/ButtonLink.tsx";

/** Nothing fits the filters, or nothing was launched yet: then, how a run comes about. */
export function NoRuns({ isFiltered, onClear }: { isFiltered: boolean; onClear(): void }) {
  if (isFiltered) {
    return (
      <EmptyState
        title="No run fits these filters"
        action={
          <Button variant="default" onClick={onClear}>
            Show all runs
          </Button>
        }
      >
        Runs that are launched and fit show up here by themselves.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing was launched yet"
      action={
        <Group gap="xs">
          <ButtonLink to="/workflows">Show the workflows</ButtonLink>
          <ButtonLink to="/events" variant="default">
            Show the event history
          </ButtonLink>
        </Group>
      }
    >
      A run is one contact’s path through a workflow. An event that starts an active workflow makes
      one; a test launch, in a workflow’s builder, makes one that is not counted anywhere.
    </EmptyState>
  );
}
