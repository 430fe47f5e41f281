import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export type Panel = "issues" | "outline" | "versions" | "statistics" | "test";
const panels: readonly string[] = ["issues", "outline", "versions", "statistics", "test"];

/** What stands in the address: the selected block, the open panel, the compared version. */
export function useBuilderSearch() {
  const search = useSearch({ from: "/inside/workflows/$id" });
  const navigate = useNavigate({ from: "/workflows/$id" });
  const set = useCallback(
    (change: Partial<typeof search>, how: { replace: boolean } = { replace: true }) =>
      void navigate({ search: (before) => ({ ...before, ...change }), ...how }),
    [navigate],
  );
  const panel = panels.includes(search.panel ?? "") ? (search.panel as Panel) : undefined;
  const show = useCallback(
    // What only one of the panels reads goes with it.
    (next: Panel | undefined) =>
      set(
        {
          panel: next,
          version: undefined,
          against: undefined,
          from: undefined,
          to: undefined,
          run: undefined,
        },
        // "Back" leaves the builder: it does not open again what was closed.
        { replace: true },
      ),
    [set],
  );
  return { search, panel, set, show };
}
