import type { ElementNode, LiquidNode, MjmlNode } from "./nodes.ts";

/** The tag of Liquid that an `<mj-raw>` holds, and nothing else: `for`, `endfor`, `else`. */
function liquidTagOf(node: MjmlNode): string | null {
  if (node.kind !== "element" || node.tag !== "mj-raw") return null;
  const inner = node.inner.trim();
  if (!inner.startsWith("{%") || inner.indexOf("%}") !== inner.length - 2) return null;
  return /^\{%-?\s*([a-z]+)/.exec(inner)?.[1] ?? null;
}

/**
 * Brothers between a loop's or condition's beginning and its end as one node. What has no end here, or
 * no beginning, stays what it is.
 */
export function liquidBlocks(nodes: readonly MjmlNode[]): MjmlNode[] {
  const levels: { begin: ElementNode | null; tag: string; nodes: MjmlNode[] }[] = [
    { begin: null, tag: "", nodes: [] },
  ];
  for (const node of nodes) {
    const tag = liquidTagOf(node);
    const level = levels.at(-1);
    if (level === undefined) continue;
    if (node.kind === "element" && tag !== null && /^(?:for|if|unless|case)$/.test(tag)) {
      levels.push({ begin: node, tag, nodes: [] });
    } else if (node.kind === "element" && level.begin !== null && tag === `end${level.tag}`) {
      levels.pop();
      levels.at(-1)?.nodes.push(blockOf(level.begin, level.nodes, node));
    } else level.nodes.push(node);
  }
  // Those that never end.
  return levels.flatMap(({ begin, nodes: inside }) =>
    begin === null ? inside : [begin, ...inside],
  );
}

function blockOf(begin: ElementNode, children: MjmlNode[], end: ElementNode): LiquidNode {
  return {
    kind: "liquid",
    id: begin.id,
    lead: begin.lead,
    open: begin.open + begin.inner + begin.close,
    children,
    inner: end.lead,
    close: end.open + end.inner + end.close,
  };
}
