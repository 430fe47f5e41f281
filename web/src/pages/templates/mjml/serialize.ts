import type { MjmlDocument, MjmlNode } from "./nodes.ts";
import { takesHtml } from "./nodes.ts";

/** The text of a tree: of one that nobody has changed, what it was read from. */
export function serializeMjml({ nodes, tail }: MjmlDocument): string {
  return nodes.map(textOfNode).join("") + tail;
}

function textOfNode(node: MjmlNode): string {
  if (node.kind === "code") return node.lead + node.text;
  const inside =
    node.kind === "element" && takesHtml(node.tag)
      ? node.inner
      : node.children.map(textOfNode).join("") + node.inner;
  return node.lead + node.open + inside + node.close;
}
