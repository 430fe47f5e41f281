import { liquidBlocks } from "./liquid-blocks.ts";
import type { ElementNode, MjmlDocument, MjmlNode } from "./nodes.ts";
import { newNodeId, takesHtml } from "./nodes.ts";
import { Tokens } from "./tokens.ts";

export type Parsed =
  | { ok: true; document: MjmlDocument }
  | { ok: false; line: number; fault: Fault; tag: string };

/** What keeps a text from being read as a tree; its words stand in the message files. */
export type Fault = "unclosed" | "unopened" | "crossed" | "noMjml" | "tooDeep";

/** More than any mail has, and what a page can draw. */
const maxDepth = 60;

interface Open {
  node: ElementNode | null;
  from: number;
  children: MjmlNode[];
}

/** Reads MJML into a tree of which `serialize` gives the very same text again. */
export function parseMjml(text: string): Parsed {
  const tokens = new Tokens(text);
  const root: Open = { node: null, from: 0, children: [] };
  const stack: Open[] = [root];
  const faulty = (fault: Fault, at: number, tag = ""): Parsed => ({
    ok: false,
    line: lineAt(text, at),
    fault,
    tag,
  });
  let after = 0;
  let seen = false;
  const top = (): Open => stack.at(-1) ?? root;
  const textUntil = (until: number): string => {
    const found = text.slice(after, until);
    const words = found.trim();
    if (words === "") return found;
    const start = found.indexOf(words);
    const code = {
      kind: "code",
      id: newNodeId(),
      lead: found.slice(0, start),
      text: words,
    } as const;
    top().children.push(code);
    return found.slice(start + words.length);
  };
  for (let token = tokens.next(0); token !== null;) {
    const { from, to } = token;
    const lead = textUntil(from);
    if (token.kind === "code") {
      top().children.push({ kind: "code", id: newNodeId(), lead, text: text.slice(from, to) });
      after = to;
    } else if (token.kind === "close") {
      const { node, from: begun } = top();
      if (node === null) return faulty("unopened", from, token.tag);
      if (node.tag !== token.tag) return faulty("crossed", begun, node.tag);
      node.close = text.slice(from, to);
      node.inner = lead;
      node.children = liquidBlocks(top().children);
      stack.pop();
      after = to;
    } else {
      const { tag } = token;
      if (tag === "mjml") seen = true;
      const open = text.slice(from, to);
      const base = { kind: "element", id: newNodeId(), lead, tag, open, close: "" } as const;
      const node: ElementNode = { ...base, children: [], inner: "" };
      top().children.push(node);
      after = to;
      if (token.kind === "open" && takesHtml(tag)) {
        const end = endOf(text, tokens, tag, to);
        if (end === null) return faulty("unclosed", from, tag);
        node.inner = text.slice(to, end.from);
        node.close = text.slice(end.from, end.to);
        after = end.to;
      } else if (token.kind === "open") {
        if (stack.length > maxDepth) return faulty("tooDeep", from, tag);
        stack.push({ node, from, children: [] });
      }
    }
    token = tokens.next(after);
  }
  const { node, from } = top();
  if (node !== null) return faulty("unclosed", from, node.tag);
  if (!seen) return faulty("noMjml", 0);
  const tail = textUntil(text.length);
  return { ok: true, document: { nodes: liquidBlocks(root.children), tail } };
}

/** The end tag of a component that takes HTML; what stands before it is not looked at. */
function endOf(
  text: string,
  tokens: Tokens,
  tag: string,
  from: number,
): { from: number; to: number } | null {
  const begin = `</${tag}`;
  for (let at = tokens.find(begin, from); at !== -1; at = tokens.find(begin, at + 1)) {
    const end = tokens.find(">", at);
    if (end === -1) return null;
    if (text.slice(at + begin.length, end).trim() === "") return { from: at, to: end + 1 };
  }
  return null;
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (
    let next = text.indexOf("\n");
    next !== -1 && next < at;
    next = text.indexOf("\n", next + 1)
  ) {
    line++;
  }
  return line;
}
