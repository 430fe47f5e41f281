import type { QueryClient } from "@tanstack/react-query";

/** Reads again everything that shows a workflow or its triggers: lists, the builder, event types' dependencies. */
export function invalidateWorkflow(client: QueryClient, id?: string): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [first, second] }) => {
      if (first === "workflow") return id === undefined || second === id;
      return (
        typeof first === "string" && /^\/?(workflows|workflow-tags|event-types?)(\/|$)/.test(first)
      );
    },
  });
}
