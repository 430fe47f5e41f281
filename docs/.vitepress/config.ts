import { join } from "node:path";
import { defineConfig } from "vitepress";
import { checkAnchors } from "./anchors.ts";
import { writeLists, writePages } from "./as-markdown.ts";
import { publishFile, writeFiles } from "./files.ts";
import { withHome } from "./home.ts";
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
  head: [["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }]],
  srcDir: root,
  srcExclude: unpublished,
  rewrites,
  outDir: join(root, ".build", "docs"),
  cacheDir: join(root, ".cache", "vitepress"),
  cleanUrls: true,
  markdown: { anchor: { slugify: slugOf }, config: plainMarkdown },
  // The index of the search is one chunk, and loaded when somebody searches.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    sidebar: items,
    outline: [2, 3],
    search: { provider: "local" },
    nav: [
      { text: "Tutorial", link: "/tutorial" },
      { text: "Concepts", link: "/concepts/" },
      { text: "API", link: "/reference/api/" },
      { text: "Handbook", link: "/handbook/" },
    ],
  },
  transformPageData: withHome,
  transformHead: ({ page }) => [
    ["link", { rel: "alternate", type: "text/markdown", href: `/${page}` }],
  ],
  buildEnd({ outDir }) {
    publishFile({ file: "web/public/icon.svg", url: "/icon.svg" });
    writePages(outDir);
    writeLists(outDir, items, description);
    writeFiles(outDir);
    checkAnchors(outDir);
  },
});
