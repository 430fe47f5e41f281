import { Button, Group } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ButtonLink } from "../../ui/ButtonLink.tsx";

interface Props {
  isFiltered: boolean;
  /** Whether older ones are still to be looked through: a page looks at some thousands. */
  goesOn: boolean;
  onClear(): void;
}

/** Nothing fits the filters, or nothing was launched yet: then, how a run comes about. */
export function NoRuns({ isFiltered, goesOn, onClear }: Props) {
  if (isFiltered) {
    return (
      <EmptyState
        title={goesOn ? "None of the newest runs fits these filters" : "No run fits these filters"}
        action={
          <Button variant="default" onClick={onClear}>
            Show all runs
          </Button>
        }
      >
        Runs that are launched and fit show up here by themselves.
        {goesOn && " The next page looks through older ones."}
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
