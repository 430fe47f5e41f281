import type { WaitingRuns } from "../../api/bulk-actions.ts";

/** What those do that stand at a block, as it is chosen: "stay", "follow", or the id of a block after "to:". */
export type Placements = Readonly<Record<string, string>>;

type Place = WaitingRuns["places"][number];

/** Without a choice they follow, where they can. */
export function placementOf({ blockId, inDraft }: Place, chosen: Placements): string {
  return chosen[blockId] ?? (inDraft ? "follow" : "stay");
}

/** As the API takes it. */
export function placesOf(chosen: Placements): Record<string, object> {
  const entries = Object.entries(chosen).map(([blockId, choice]) => [
    blockId,
    choice.startsWith("to:") ? { do: "move", to: choice.slice(3) } : { do: choice },
  ]);
  return Object.fromEntries(entries) as Record<string, object>;
}
