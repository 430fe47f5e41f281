import type { PageData } from "vitepress";

/**
 * The first page of the site has a head of its own. It stands here and not on the page, which is
 * read as plain Markdown elsewhere.
 */
export function withHome(page: PageData): Partial<PageData> | undefined {
  if (page.relativePath !== "index.md") return undefined;
  const hero = {
    name: "Campanile",
    text: "Campaigns that start exactly as often as they should",
    tagline: "Self-hosted, event-triggered customer campaigns on Temporal and Postgres",
    actions: [
      { theme: "brand", text: "Tutorial, ten minutes", link: "/tutorial" },
      { theme: "alt", text: "Send events", link: "/guides/send-events" },
      { theme: "alt", text: "Operate it", link: "/handbook/" },
    ],
  };
  return { frontmatter: { ...page.frontmatter, layout: "home", hero } };
}
