import type { MjmlDocument, MjmlNode } from "./nodes.ts";
import { childrenOf, isParent, newNodeId } from "./nodes.ts";

/** Where a node stands: in which parent (null: outside of all), and before which brother. */
export interface Place {
  parentId: string | null;
  index: number;
}

export function nodeById(nodes: readonly MjmlNode[], id: string | null): MjmlNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : nodeById(childrenOf(node), id);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function placeOf(
  nodes: readonly MjmlNode[],
  id: string,
  parentId: string | null = null,
): Place | undefined {
  const index = nodes.findIndex((node) => node.id === id);
  if (index !== -1) return { parentId, index };
  for (const node of nodes) {
    const found = placeOf(childrenOf(node), id, node.id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Changes the children of one parent. */
function withChildren(
  nodes: readonly MjmlNode[],
  parentId: string | null,
  change: (children: MjmlNode[]) => MjmlNode[],
): MjmlNode[] {
  if (parentId === null) return change([...nodes]);
  return nodes.map((node) => {
    if (!isParent(node)) return node;
    const children =
      node.id === parentId
        ? change([...node.children])
        : withChildren(node.children, parentId, change);
    return { ...node, children };
  });
}

export function replaceNode(
  document: MjmlDocument,
  id: string,
  change: (node: MjmlNode) => MjmlNode,
): MjmlDocument {
  const place = placeOf(document.nodes, id);
  if (place === undefined) return document;
  const nodes = withChildren(document.nodes, place.parentId, (children) =>
    children.map((node) => (node.id === id ? change(node) : node)),
  );
  return { ...document, nodes };
}

export function removeNode(document: MjmlDocument, id: string): MjmlDocument {
  const place = placeOf(document.nodes, id);
  if (place === undefined) return document;
  const nodes = withChildren(document.nodes, place.parentId, (children) =>
    children.filter((node) => node.id !== id),
  );
  return { ...document, nodes };
}

export function insertNode(document: MjmlDocument, place: Place, node: MjmlNode): MjmlDocument {
  const parent = nodeById(document.nodes, place.parentId);
  // One that closed itself gets an end, or there would be no inside.
  const opened =
    parent?.kind === "element" && parent.close === ""
      ? replaceNode(document, parent.id, (one) =>
          one.kind === "element"
            ? { ...one, open: `${one.open.slice(0, -2).trimEnd()}>`, close: `</${one.tag}>` }
            : one,
        )
      : document;
  const nodes = withChildren(opened.nodes, place.parentId, (children) =>
    children.toSpliced(place.index, 0, node),
  );
  return { ...opened, nodes };
}

/** Moves a node; into itself it can't go. */
export function moveNode(document: MjmlDocument, id: string, to: Place): MjmlDocument {
  const node = nodeById(document.nodes, id);
  const from = placeOf(document.nodes, id);
  if (node === undefined || from === undefined) return document;
  if (to.parentId === id || placeOf(childrenOf(node), to.parentId ?? "") !== undefined) {
    return document;
  }
  const isBehind = from.parentId === to.parentId && from.index < to.index;
  const index = isBehind ? to.index - 1 : to.index;
  return insertNode(removeNode(document, id), { parentId: to.parentId, index }, node);
}

/** The same again, with ids of its own. */
export function copyOf(node: MjmlNode): MjmlNode {
  const id = newNodeId();
  return isParent(node) ? { ...node, id, children: node.children.map(copyOf) } : { ...node, id };
}
