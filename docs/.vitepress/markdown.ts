import type { MarkdownRenderer } from "vitepress";
import { publishFile } from "./files.ts";
import { targetOf, urlOf } from "./paths.ts";

type Token = ReturnType<MarkdownRenderer["parse"]>[number];

export function plainMarkdown(markdown: MarkdownRenderer): void {
  escapeExpressions(markdown);
  // VitePress mends links as they are rendered: these are mended before that.
  markdown.core.ruler.push("links_to_files", ({ tokens, env }) => {
    const { path, realPath = path } = env as { path: string; realPath?: string };
    for (const { children } of tokens) if (children !== null) mendLinks(children, realPath);
  });
}

/** Pages are Markdown and nothing else: what Vue would take for an expression is text. */
function escapeExpressions({ renderer, utils }: MarkdownRenderer): void {
  const { rules } = renderer;
  const codeInline = rules["code_inline"];
  rules["text"] = (tokens, index) =>
    utils.escapeHtml(tokens[index]?.content ?? "").replaceAll("{{", "&#123;&#123;");
  rules["code_inline"] = (tokens, index, options, env, self) => {
    tokens[index]?.attrSet("v-pre", "");
    return codeInline?.(tokens, index, options, env, self) ?? "";
  };
}

function mendLinks(tokens: Token[], from: string): void {
  tokens.forEach((token, index) => {
    const href = token.type === "link_open" ? token.attrGet("href") : null;
    if (href === null || isElsewhere(href)) return;
    const target = targetOf(from, href);
    if (target.kind === "page") token.attrSet("href", urlOf(target.page) + target.hash);
    if (target.kind === "file") {
      publishFile(target);
      token.attrs = [
        ["href", target.url],
        ["target", "_self"],
      ];
    }
    if (target.kind === "folder") {
      const end = tokens.slice(index).find(({ type }) => type === "link_close");
      token.attrs = null;
      for (const tag of [token, end]) if (tag !== undefined) tag.tag = "span";
    }
    // One that is missing stays as it is: VitePress ends the build with its page and its name.
  });
}

/** A link to another site, or to a heading of the same page. */
export function isElsewhere(href: string): boolean {
  return /^(?:[a-z]+:|#|\/)/.test(href);
}
