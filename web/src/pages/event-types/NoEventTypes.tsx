import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { instanceQuery } from "../../api/instance.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Snippet } from "../../ui/Snippet.tsx";
import { curlSnippet, hostOf, keyPlaceholder } from "../events/snippets.ts";

/** What to do when there is none: events make types by themselves. */
export function NoEventTypes({ isFiltered, onClear }: { isFiltered: boolean; onClear(): void }) {
  const { data: instance } = useQuery(instanceQuery);
  const clear = isFiltered && (
    <Button variant="default" onClick={onClear}>
      Show all event types
    </Button>
  );
  return (
    <EmptyState
      title={isFiltered ? "No event type fits these filters" : "No event types yet"}
      action={clear}
    >
      <Stack gap="sm">
        <span>
          Event types are created automatically: the first event with a new key registers its type,
          in the category Other.
        </span>
        <Snippet what="the command" code={curlSnippet(hostOf(instance), keyPlaceholder)} />
      </Stack>
    </EmptyState>
  );
}
