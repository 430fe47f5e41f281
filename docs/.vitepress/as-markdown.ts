import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DefaultTheme } from "vitepress";
import { publishFile } from "./files.ts";
import { isElsewhere } from "./markdown.ts";
import { rewrites, root, targetOf, urlOf } from "./paths.ts";

const fence = /(^```[\s\S]*?^```$)/gm;

/** Each page as Markdown beside its HTML, with links that lead to the others. */
export function writePages(outDir: string): void {
  for (const [file, page] of Object.entries(rewrites)) {
    mkdirSync(dirname(join(outDir, page)), { recursive: true });
    writeFileSync(join(outDir, page), asMarkdown(file));
  }
}

/** https://llmstxt.org: what there is, in the sidebar's order, and all of it in one file. */
export function writeLists(
  outDir: string,
  sidebar: DefaultTheme.SidebarItem[],
  about: string,
): void {
  const list = sidebar.map(({ text, items = [] }) => `## ${text}\n\n${linesOf(items).join("\n")}`);
  writeFileSync(join(outDir, "llms.txt"), `# Campanile\n\n> ${about}\n\n${list.join("\n\n")}\n`);
  const all = sidebar.flatMap(pagesOf).map((page) => asMarkdown(fileOf(page)).trim());
  writeFileSync(join(outDir, "llms-full.txt"), `${all.join("\n\n---\n\n")}\n`);
}

function asMarkdown(file: string): string {
  const parts = readFileSync(join(root, file), "utf8").split(fence);
  return parts.map((part) => (part.startsWith("```") ? part : mended(part, file))).join("");
}

function mended(text: string, file: string): string {
  return text.replaceAll(/\]\(([^)\s]+)\)/g, (link, href: string) => {
    if (isElsewhere(href)) return link;
    const target = targetOf(file, href);
    if (target.kind === "page") return `](/${target.page}${target.hash})`;
    if (target.kind !== "file") return link;
    publishFile(target);
    return `](${target.url})`;
  });
}

function linesOf(items: DefaultTheme.SidebarItem[]): string[] {
  return items.flatMap((item) => [
    ...(item.link === undefined ? [] : [`- [${item.text}](/${pageOf(item.link)})`]),
    ...linesOf(item.items ?? []),
  ]);
}

function pagesOf(item: DefaultTheme.SidebarItem): string[] {
  const own = item.link === undefined ? [] : [pageOf(item.link)];
  return [...own, ...(item.items ?? []).flatMap(pagesOf)];
}

const pageByUrl = new Map(Object.values(rewrites).map((page) => [urlOf(page), page]));
const fileByPage = new Map(Object.entries(rewrites).map(([file, page]) => [page, file]));

function pageOf(link: string): string {
  const page = pageByUrl.get(link);
  if (page === undefined) throw new Error(`${link} is no page`);
  return page;
}

function fileOf(page: string): string {
  const file = fileByPage.get(page);
  if (file === undefined) throw new Error(`${page} has no file`);
  return file;
}
