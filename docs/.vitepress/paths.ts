import { readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Folders whose pages are published, and where on the site. */
const published: Record<string, string> = {
  docs: "",
  deploy: "deploy/",
  examples: "examples/",
  bench: "bench/",
  "packages/client": "client/",
};

/** From a page's file to its place on the site: `docs/guides/x.md` is `guides/x.md`. */
export const rewrites: Record<string, string> = {
  "CHANGELOG.md": "changelog.md",
  "CONTRIBUTING.md": "contributing.md",
  ...Object.fromEntries(
    Object.entries(published).flatMap(([folder, place]) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".md") && !/(?:^|\/)(?:node_modules|dist)\//.test(name))
        .toSorted()
        .map((name) => [`${folder}/${name}`, `${place}${name.replace(/README\.md$/, "index.md")}`]),
    ),
  ),
};

/** What VitePress would find besides. */
export const unpublished = [
  "README.md",
  ...below(".").filter((name) => !(name in published) && name !== "packages"),
  ...below("packages").filter((name) => !(name in published)),
].map((name) => (name.endsWith(".md") ? name : `${name}/**`));

function below(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => (folder === "." ? name : `${folder}/${name}`));
}

export type Target =
  | { kind: "page"; page: string; hash: string }
  | { kind: "file"; file: string; url: string }
  /** A folder without a page: nothing that a site could show. */
  | { kind: "folder" }
  | { kind: "missing" };

/** What a link on a page leads to. Links are written for whoever reads the files, from file to file. */
export function targetOf(from: string, link: string): Target {
  const [path = "", anchor] = link.split("#");
  const file = relative(root, resolve(root, dirname(from), decodeURIComponent(path)));
  const hash = anchor === undefined ? "" : `#${anchor}`;
  // The project's own page is what this site begins with.
  if (file === "README.md") return { kind: "page", page: "index.md", hash };
  const page = rewrites[file] ?? rewrites[`${file}/README.md`];
  if (page !== undefined) return { kind: "page", page, hash };
  const there = statSync(join(root, file), { throwIfNoEntry: false });
  if (there === undefined || file.endsWith(".md")) return { kind: "missing" };
  if (there.isDirectory()) return { kind: "folder" };
  return { kind: "file", file, url: `/${file.replace(/^docs\//, "")}` };
}

/** A page's address: without its ending, and without `index`. */
export function urlOf(page: string): string {
  return `/${page.replace(/(?:index)?\.(?:md|html)$/, "")}`;
}
