import type { QueryClient } from "@tanstack/react-query";
import type { WirePage } from "../../api/wire.ts";
import type { Workflow, WorkflowItem } from "../../api/workflows.ts";
import { workflowQuery } from "../../api/workflows.ts";

type Change = Partial<Pick<WorkflowItem, "status" | "name" | "tags">>;

/**
 * Shows a workflow as if the change had been made, in lists and in the builder.
 * @returns how to take it back, for when it is refused
 */
export async function updateOptimistically(
  client: QueryClient,
  id: string,
  change: Change | "gone",
): Promise<() => void> {
  const { queryKey } = workflowQuery(id);
  await client.cancelQueries({ queryKey: ["/workflows"] });
  const lists = client.getQueriesData<WirePage<WorkflowItem>>({ queryKey: ["/workflows"] });
  const one = client.getQueryData<Workflow>(queryKey);
  client.setQueriesData<WirePage<WorkflowItem>>({ queryKey: ["/workflows"] }, (page) =>
    page === undefined
      ? undefined
      : {
          ...page,
          items:
            change === "gone"
              ? page.items.filter((item) => item.id !== id)
              : page.items.map((item) => (item.id === id ? { ...item, ...change } : item)),
        },
  );
  if (one !== undefined && change !== "gone") client.setQueryData(queryKey, { ...one, ...change });
  return () => {
    for (const [key, page] of lists) client.setQueryData(key, page);
    if (one === undefined || change === "gone") return;
    // Only what was shown is taken back: the builder may have saved something else meanwhile.
    const former = Object.keys(change).map((field) => [field, one[field as keyof Change]]);
    client.setQueryData<Workflow>(queryKey, (now) =>
      now === undefined ? undefined : { ...now, ...(Object.fromEntries(former) as Change) },
    );
  };
}
