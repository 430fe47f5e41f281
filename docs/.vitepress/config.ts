import { join } from "node:path";
import { defineConfig } from "vitepress";
import { checkAnchors } from "./anchors.ts";
import { writeLists, writePages } from "./as-markdown.ts";
import { writeFiles } from "./files.ts";
import { plainMarkdown } from "./markdown.ts";
import { rewrites, root, unpublished } from "./paths.ts";
import { sidebar } from "./sidebar.ts";
import { slugOf } from "./slug.ts";

const description = "Self-hosted, event-triggered customer campaigns on Temporal and Postgres";
const items = sidebar();

export default defineConfig({
  title: "Campanile",
  description,
  lang: "en",
  srcDir: root,
  srcExclude: unpublished,
  rewrites,
  outDir: join(root, ".build", "docs"),
  cacheDir: join(root, ".cache", "vitepress"),
  cleanUrls: true,
  markdown: { anchor: { slugify: slugOf }, config: plainMarkdown },
  // The page with all decisions of the project's history in the search index is one large chunk.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    sidebar: items,
    outline: [2, 3],
    search: { provider: "local" },
    editLink: { pattern: ({ relativePath }) => `/${relativePath}`, text: "This page as Markdown" },
  },
  transformHead: ({ page }) => [
    ["link", { rel: "alternate", type: "text/markdown", href: `/${page}` }],
  ],
  buildEnd({ outDir }) {
    writePages(outDir);
    writeLists(outDir, items, description);
    writeFiles(outDir);
    checkAnchors(outDir);
  },
});
