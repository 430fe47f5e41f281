import type { MjmlNode } from "../mjml/nodes.ts";
import { parseMjml } from "../mjml/parse.ts";
import { footerMjml, productsMjml } from "../starters/parts.ts";

/** What can be added, as the MJML that it is. */
export const newParts = {
  text: "<mj-text>Text</mj-text>",
  image: '<mj-image src="https://example.com/image.png" alt="" />',
  button: '<mj-button href="https://example.com">Button</mj-button>',
  divider: '<mj-divider border-width="1px" border-color="#dddddd" />',
  spacer: '<mj-spacer height="20px" />',
  social:
    '<mj-social mode="horizontal"><mj-social-element name="facebook" href="https://facebook.com/">Facebook</mj-social-element></mj-social>',
  products: productsMjml,
  column: "<mj-column></mj-column>",
  section: "<mj-section><mj-column></mj-column></mj-section>",
  footer: footerMjml("Unsubscribe"),
} as const;

export type NewPart = keyof typeof newParts;

/** In which component each may stand. */
export function parentTagOf(part: NewPart): string {
  if (part === "section" || part === "footer") return "mj-body";
  return part === "column" ? "mj-section" : "mj-column";
}

export function nodeOfPart(part: NewPart): MjmlNode {
  const parsed = parseMjml(`<mjml>${newParts[part]}</mjml>`);
  const root = parsed.ok ? parsed.document.nodes[0] : undefined;
  const node = root?.kind === "element" ? root.children[0] : undefined;
  if (node === undefined) throw new Error(`the part ${part} is no MJML`);
  return { ...node, lead: "\n" };
}
