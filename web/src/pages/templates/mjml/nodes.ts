/**
 * An MJML document as a tree that loses nothing: each node keeps the text that it was read from, so
 * that what is not touched is written as its author wrote it.
 */

interface Placed {
  /** Of this session; the same node keeps it through changes. */
  id: string;
  /** The white space before it. */
  lead: string;
}

/** A component. */
export interface ElementNode extends Placed {
  kind: "element";
  tag: string;
  /** Its tag as written: `<mj-text color="red">`, or `<mj-divider />` where `close` is empty. */
  open: string;
  close: string;
  /** Components inside; of one that takes HTML none. */
  children: MjmlNode[];
  /** What stands inside of one that takes HTML; else the white space before its end. */
  inner: string;
}

/** A loop or a condition of Liquid around components: `<mj-raw>{% for … %}</mj-raw>` to its end. */
export interface LiquidNode extends Placed {
  kind: "liquid";
  open: string;
  close: string;
  children: MjmlNode[];
  /** White space before its end. */
  inner: string;
}

/** Whatever else stands between components: comments, Liquid, texts. */
export interface CodeNode extends Placed {
  kind: "code";
  text: string;
}

export type MjmlNode = ElementNode | LiquidNode | CodeNode;

export interface MjmlDocument {
  nodes: MjmlNode[];
  /** White space behind the last one. */
  tail: string;
}

/** Components that take HTML, which MJML hands on as it is. */
export const takesHtml = (tag: string): boolean =>
  /^mj-(?:accordion-text|accordion-title|button|navbar-link|preview|raw|social-element|style|table|text|title)$/.test(
    tag,
  );

let next = 0;
export const newNodeId = (): string => `n${++next}`;

export function isParent(node: MjmlNode): node is ElementNode | LiquidNode {
  return node.kind === "liquid" || (node.kind === "element" && !takesHtml(node.tag));
}

export function childrenOf(node: MjmlNode): MjmlNode[] {
  return isParent(node) ? node.children : [];
}
