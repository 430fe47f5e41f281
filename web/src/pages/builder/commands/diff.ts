import { isObject } from "../../../json/objects.ts";
import type { CanvasBlock, CanvasEdge, Definition } from "../../../api/workflows.ts";
import { edgeKey } from "../../../canvas/graph.ts";
import { sameJson } from "../../../json/same-json.ts";

/** One setting of a block, before and after; undefined where it was not there. */
export interface ChangedSetting {
  path: string;
  before: unknown;
  after: unknown;
}

export interface ChangedBlock {
  id: string;
  settings: ChangedSetting[];
}

export interface Difference {
  added: CanvasBlock[];
  removed: CanvasBlock[];
  changed: ChangedBlock[];
  addedEdges: CanvasEdge[];
  removedEdges: CanvasEdge[];
  /** Branches that lead elsewhere now. */
  movedEdges: { edge: CanvasEdge; before: string }[];
  /** Changed settings of the whole workflow. */
  settings: ChangedSetting[];
}

/** What turns one definition into another. Places of blocks on the canvas are not compared. */
export function difference(before: Definition, after: Definition): Difference {
  const was = new Map(before.blocks.map((block) => [block.id, block]));
  const is = new Map(after.blocks.map((block) => [block.id, block]));
  const edgesBefore = new Map(before.edges.map((edge) => [edgeKey(edge), edge]));
  const edgesAfter = new Map(after.edges.map((edge) => [edgeKey(edge), edge]));
  return {
    added: after.blocks.filter(({ id }) => !was.has(id)),
    removed: before.blocks.filter(({ id }) => !is.has(id)),
    changed: after.blocks.flatMap((block) => {
      const former = was.get(block.id);
      const settings = former === undefined ? [] : changesOf(former, block);
      return settings.length === 0 ? [] : [{ id: block.id, settings }];
    }),
    addedEdges: after.edges.filter((edge) => !edgesBefore.has(edgeKey(edge))),
    removedEdges: before.edges.filter((edge) => !edgesAfter.has(edgeKey(edge))),
    movedEdges: after.edges.flatMap((edge) => {
      const former = edgesBefore.get(edgeKey(edge));
      return former === undefined || former.to === edge.to ? [] : [{ edge, before: former.to }];
    }),
    settings: changedSettings(before.settings, after.settings),
  };
}

export function isNone(changes: Difference): boolean {
  return Object.values(changes).every((list: unknown[]) => list.length === 0);
}

function changesOf(before: CanvasBlock, after: CanvasBlock): ChangedSetting[] {
  const own = (["kind", "name", "note"] as const).flatMap((path) =>
    before[path] === after[path] ? [] : [{ path, before: before[path], after: after[path] }],
  );
  return [...own, ...changedSettings(before.config, after.config)];
}

/** Down to single values; of lists of different lengths only that they differ, as a whole. */
function changedSettings(before: unknown, after: unknown, path = ""): ChangedSetting[] {
  if (sameJson(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) =>
      changedSettings(item, after[index], `${path}[${index}]`),
    );
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      changedSettings(before[key], after[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return [{ path, before, after }];
}
