import { Button } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { SendSnippets } from "./SendSnippets.tsx";

interface Props {
  isFiltered: boolean;
  /** Whether older ones are still to be looked through: a page looks at some thousands. */
  goesOn: boolean;
  onClear(): void;
}

/** Nothing fits the filters, or nothing has come yet: then, how to send the first event. */
export function NoEvents({ isFiltered, goesOn, onClear }: Props) {
  if (isFiltered) {
    return (
      <EmptyState
        title={
          goesOn ? "None of the newest events fits these filters" : "No event fits these filters"
        }
        action={
          <Button variant="default" onClick={onClear}>
            Show all events
          </Button>
        }
      >
        Events that come in and fit show up here by themselves.
        {goesOn && " The next page looks through older ones."}
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No event has come yet" action={<SendSnippets />}>
      Send one from your shop or app, or from here. It shows up by itself, with what it did to every
      workflow and why.
    </EmptyState>
  );
}
