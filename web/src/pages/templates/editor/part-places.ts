import type { Place } from "../mjml/change.ts";
import { nodeById, placeOf } from "../mjml/change.ts";
import type { MjmlNode } from "../mjml/nodes.ts";
import { childrenOf, isParent } from "../mjml/nodes.ts";

const holders: Readonly<Record<string, readonly string[]>> = {
  "mj-section": ["mj-body", "mj-wrapper"],
  "mj-wrapper": ["mj-body"],
  "mj-hero": ["mj-body", "mj-wrapper"],
  "mj-column": ["mj-section", "mj-group"],
  "mj-group": ["mj-section"],
  "mj-social-element": ["mj-social"],
  "mj-navbar-link": ["mj-navbar"],
  "mj-accordion-element": ["mj-accordion"],
  "mj-carousel-image": ["mj-carousel"],
};
const contents = /^mj-(?:accordion|button|carousel|divider|image|navbar|social|spacer|table|text)$/;

/** In which components one may stand; null: MJML says nothing of it. */
function holdersOf(node: MjmlNode): readonly string[] | null {
  if (node.kind === "code") return null;
  // A loop goes where what it repeats goes.
  if (node.kind === "liquid") {
    const inside = node.children.find(({ kind }) => kind !== "code");
    return inside === undefined ? null : holdersOf(inside);
  }
  return holders[node.tag] ?? (contents.test(node.tag) ? ["mj-column", "mj-hero"] : null);
}

/** The component around a place: a loop around it is none. */
function componentAt(nodes: readonly MjmlNode[], parentId: string | null): string | null {
  for (let id = parentId; id !== null;) {
    const node = nodeById(nodes, id);
    if (node?.kind === "element") return node.tag;
    id = placeOf(nodes, id)?.parentId ?? null;
  }
  return null;
}

function fits(nodes: readonly MjmlNode[], node: MjmlNode, parentId: string | null): boolean {
  const wanted = holdersOf(node);
  if (wanted === null) return placeOf(nodes, node.id)?.parentId === parentId;
  return wanted.includes(componentAt(nodes, parentId) ?? "");
}

/**
 * Where a part goes that is dropped on another: into it where it holds such parts, else before or
 * behind it. Null: it can't stand there.
 */
export function dropPlace(
  nodes: readonly MjmlNode[],
  draggedId: string,
  targetId: string,
  isBehind: boolean,
): Place | null {
  const dragged = nodeById(nodes, draggedId);
  const target = nodeById(nodes, targetId);
  if (dragged === undefined || target === undefined || draggedId === targetId) return null;
  if (nodeById(childrenOf(dragged), targetId) !== undefined) return null;
  if (isParent(target) && fits(nodes, dragged, targetId)) {
    return { parentId: targetId, index: target.children.length };
  }
  const place = placeOf(nodes, targetId);
  if (place === undefined || !fits(nodes, dragged, place.parentId)) return null;
  return { parentId: place.parentId, index: place.index + (isBehind ? 1 : 0) };
}

/** One step up or down: among its brothers, and from the last of a parent into the next that takes it. */
export function shiftPlace(nodes: readonly MjmlNode[], id: string, by: -1 | 1): Place | null {
  const from = placeOf(nodes, id);
  const node = nodeById(nodes, id);
  if (from === undefined || node === undefined) return null;
  const parent = from.parentId === null ? undefined : nodeById(nodes, from.parentId);
  const brothers = parent === undefined ? nodes : childrenOf(parent);
  const next = from.index + by;
  if (next >= 0 && next < brothers.length) {
    return { ...from, index: by === -1 ? next : next + 1 };
  }
  const parents = all(nodes).filter((one) => isParent(one) && fits(nodes, node, one.id));
  const other = parents[parents.findIndex((one) => one.id === from.parentId) + by];
  if (other === undefined || holdersOf(node) === null) return null;
  return { parentId: other.id, index: by === 1 ? 0 : childrenOf(other).length };
}

const all = (nodes: readonly MjmlNode[]): MjmlNode[] =>
  nodes.flatMap((node) => [node, ...all(childrenOf(node))]);
