import { Button } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { SendSnippets } from "./SendSnippets.tsx";

/** Nothing fits the filters, or nothing has come yet: then, how to send the first event. */
export function NoEvents({ isFiltered, onClear }: { isFiltered: boolean; onClear(): void }) {
  if (isFiltered) {
    return (
      <EmptyState
        title="No event fits these filters"
        action={
          <Button variant="default" onClick={onClear}>
            Show all events
          </Button>
        }
      >
        Events that come in and fit show up here by themselves.
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
