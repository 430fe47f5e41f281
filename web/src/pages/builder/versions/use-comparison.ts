import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Definition, Workflow } from "../../../api/workflows.ts";
import type { Decorations } from "../../../canvas/decorations.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { edgeKey } from "../../../canvas/graph.ts";
import { placed } from "../../../canvas/layout.ts";
import type { Difference } from "../commands/diff.ts";
import { difference } from "../commands/diff.ts";
import { versionQuery } from "../../../api/workflows.ts";
import { t } from "../../../i18n/i18n.ts";

export interface Comparison {
  /** Changes with what is compared, so that the canvas is built again for it. */
  key: string;
  label: string;
  before: Definition;
  after: Definition;
  changes: Difference;
  /** Both in one: what is there now, and as ghosts what is not any more. */
  definition: Definition;
  summaries: Record<string, string>;
  decorations: Decorations;
}

/** A version beside the draft, or beside another version; null while none is chosen or loaded. */
export function useComparison(
  workflow: Workflow,
  kinds: Kinds,
  search: { panel?: string; version?: string; against?: string },
): Comparison | null {
  const isOpen = search.panel === "versions" && search.version !== undefined;
  const [number, other] = [Number(search.version ?? 0), Number(search.against ?? 0)];
  const version = useQuery({ ...versionQuery(workflow.id, number), enabled: isOpen && number > 0 });
  const against = useQuery({ ...versionQuery(workflow.id, other), enabled: isOpen && other > 0 });
  const { draft, summaries } = workflow;
  return useMemo(() => {
    if (!isOpen || version.data === undefined) return null;
    const selected = { name: t("builder:versions.side", { number }), ...version.data };
    if (other > 0 && against.data === undefined) return null;
    const beside =
      against.data === undefined
        ? { name: t("builder:versions.draftSide"), definition: draft, summaries }
        : { name: t("builder:versions.side", { number: other }), ...against.data };
    // From the older to the newer: the draft is the newest.
    const [before, after] = other > 0 && other < number ? [beside, selected] : [selected, beside];
    return compare(before, after, kinds, `${number}-${other}`);
  }, [isOpen, number, other, version.data, against.data, draft, summaries, kinds]);
}

interface Side {
  name: string;
  definition: Definition;
  summaries: Record<string, string>;
}

function compare(before: Side, after: Side, kinds: Kinds, key: string): Comparison {
  const changes = difference(before.definition, after.definition);
  const standing = placed(before.definition, kinds);
  const places = new Map(standing.blocks.map((block) => [block.id, block.position]));
  const ghosts = changes.removed.map((block) => ({ ...block, position: places.get(block.id) }));
  return {
    key,
    label: t("builder:versions.fromTo", { before: before.name, after: after.name }),
    before: before.definition,
    after: after.definition,
    changes,
    definition: {
      blocks: [...after.definition.blocks, ...ghosts],
      edges: [...after.definition.edges, ...changes.removedEdges],
    },
    summaries: { ...before.summaries, ...after.summaries },
    decorations: decorationsOf(changes),
  };
}

function decorationsOf(changes: Difference): Decorations {
  const blocks: Decorations["blocks"] = {};
  const edges: Decorations["edges"] = {};
  for (const { id } of changes.added) blocks[id] = { tone: "added" };
  for (const { id } of changes.removed) blocks[id] = { tone: "removed" };
  for (const { id } of changes.changed) blocks[id] = { tone: "changed" };
  for (const edge of changes.addedEdges) edges[edgeKey(edge)] = { tone: "added" };
  for (const edge of changes.removedEdges) edges[edgeKey(edge)] = { tone: "removed" };
  for (const { edge } of changes.movedEdges) edges[edgeKey(edge)] = { tone: "changed" };
  return { blocks, edges };
}
