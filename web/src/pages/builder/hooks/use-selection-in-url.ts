import { useEffect, useRef } from "react";
import type { DraftStore } from "../draft/history.ts";

/**
 * Keeps the selected block in the address, and selects one that comes by the address: a shared link,
 * "back", a problem's link on another page.
 */
export function useSelectionInUrl(
  store: DraftStore,
  block: string | undefined,
  set: (change: { block: string | undefined }) => void,
  onArrival: (block: string) => void,
): void {
  // What was written here comes back by the address later, when something else may be selected.
  const written = useRef(new Set<string>());

  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (now.selection === before.selection) return;
        const one = now.selection.blocks.length === 1 ? now.selection.blocks[0] : undefined;
        if (one !== undefined) written.current.add(one);
        set({ block: one });
      }),
    [store, set],
  );

  useEffect(() => {
    if (block === undefined || written.current.delete(block)) return;
    const { definition, selection, select } = store.getState();
    if (selection.blocks.includes(block)) return;
    if (!definition.blocks.some(({ id }) => id === block)) return;
    select({ blocks: [block], edges: [] });
    onArrival(block);
  }, [block, store, onArrival]);
}
