import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";

export interface CodeBlock {
  language: string;
  /** What a snippet is, behind its language: `json binding`. */
  mark: string;
  code: string;
}

/** The README and every page of docs/, as paths from the project's folder. */
export function pages(): string[] {
  const below = readdirSync(join(projectRoot, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.split(sep).join("/")}`);
  return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...below.toSorted()];
}

export function textOf(page: string): string {
  return readFileSync(join(projectRoot, page), "utf8");
}

const fence = /^```(\w*)(?: (\S+))?\n([\s\S]*?)^```$/gm;

export function codeBlocks(page: string): CodeBlock[] {
  return [...textOf(page).matchAll(fence)].map(([, language = "", mark = "", code = ""]) => ({
    language,
    mark,
    code,
  }));
}

/** Without code blocks, in which a # is a comment and a link is none. */
export function proseOf(page: string): string {
  return textOf(page).replaceAll(fence, "");
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): Set<string> {
  return new Set(
    [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** What a page links to or shows, but for other sites. */
export function linksOf(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** A section of a page, from its heading to the next of the same or a higher level. */
export function sectionOf(page: string, heading: string): string {
  const lines = textOf(page).split("\n");
  const from = lines.findIndex(
    (line) => line.replace(/^#+ /, "") === heading && line.startsWith("#"),
  );
  if (from === -1) return "";
  const level = /^#+/.exec(lines[from] ?? "")?.[0].length ?? 0;
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return rest.slice(0, to === -1 ? undefined : to).join("\n");
}

/** The cells of each table row, without the headings' and rules' rows. */
export function tableRows(text: string): string[][] {
  const rows = text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
  return rows.filter((cells, index) => {
    const isRule = (other: string[] | undefined) =>
      other?.every((cell) => /^-+$/.test(cell)) ?? false;
    return !isRule(cells) && !isRule(rows[index + 1]);
  });
}

/** A path from the project's folder, for a link on a page. */
export function targetOf(page: string, link: string): { file: string; anchor: string | undefined } {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? page : join(page, "..", path);
  return { file: relative(projectRoot, join(projectRoot, file)).split(sep).join("/"), anchor };
}
