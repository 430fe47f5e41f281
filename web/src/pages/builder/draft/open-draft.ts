import type { QueryClient } from "@tanstack/react-query";
import { patch } from "../../../api/client.ts";
import { ApiError } from "../../../api/api-error.ts";
import type { Definition, Workflow } from "../../../api/workflows.ts";
import { workflowQuery } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { placed } from "../../../canvas/layout.ts";
import type { SaveState } from "./autosave.ts";
import { createAutosave } from "./autosave.ts";
import { createDraft } from "./history.ts";

/** A workflow's draft, opened for editing: what is on the screen, and what saves it. */
export function openDraft(
  workflow: Workflow,
  kinds: Kinds,
  queryClient: QueryClient,
  onState: (state: SaveState) => void,
) {
  const { id } = workflow;
  const query = workflowQuery(id);
  const shown = placed(workflow.draft, kinds);
  const store = createDraft(shown);

  /** Blocks that come without a place stand where they stood on the screen. */
  const inPlace = (definition: Definition): Definition => {
    const places = new Map(
      store.getState().definition.blocks.map((block) => [block.id, block.position]),
    );
    const blocks = definition.blocks.map((block) =>
      block.position === undefined && places.get(block.id) !== undefined
        ? { ...block, position: places.get(block.id) }
        : block,
    );
    return placed({ ...definition, blocks }, kinds);
  };

  const autosave = createAutosave(
    { draft: workflow.draft, draftRevision: workflow.draftRevision, shown },
    {
      current: () => store.getState().definition,
      adopt: (definition, rebase) =>
        store.getState().adopt(inPlace(definition), (earlier) => inPlace(rebase(earlier))),
      send: async (draft, draftRevision) => {
        const saved = await patch<Workflow>(`/workflows/${id}`, { draft, draftRevision });
        queryClient.setQueryData(query.queryKey, saved);
        return saved;
      },
      load: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
      kindOf,
      onState,
    },
  );
  return { store, autosave };
}

/** A refusal stays until something changes; being offline, busy or asked to wait passes. */
function kindOf(error: unknown): "conflict" | "final" | "passing" {
  if (!(error instanceof ApiError)) return "passing";
  if (error.status === 409) return "conflict";
  const passes = error.status === 0 || error.status >= 500 || [408, 429].includes(error.status);
  return passes ? "passing" : "final";
}
