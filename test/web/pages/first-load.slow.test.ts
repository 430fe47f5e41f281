import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { projectRoot } from "../../../src/platform/project-root.ts";

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const dist = join(projectRoot, "web", "dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8")) as Record<
  string,
  Chunk
>;

const isInBundle = (module: string) => manifest[module] !== undefined;

const app = join(projectRoot, "web", "src", "app");
const routes = readdirSync(app, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(app, name), "utf8"));

/** Every file that a browser has to have before it can show these modules. */
function filesOf(modules: readonly string[], seen = new Set<string>()): Set<string> {
  const files = new Set<string>();
  for (const module of modules) {
    if (seen.has(module)) continue;
    seen.add(module);
    const chunk = manifest[module];
    if (chunk === undefined) throw new Error(`the bundle has no ${module}`);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...filesOf(chunk.imports ?? [], seen)]) {
      files.add(file);
    }
  }
  return files;
}

function kilobytes(files: Iterable<string>): number {
  let bytes = gzipSync(readFileSync(join(dist, "index.html"))).length;
  for (const file of files) bytes += gzipSync(readFileSync(join(dist, file))).length;
  return bytes / 1000;
}

/** The English message files that have to be there before a page is shown: what main.tsx loads for all, and what its route names. */
function messagesOf(page: string): string[] {
  const names = new Set(["app", "ui", "inputs"]);
  const routed = routes.find((text) => text.includes(`pages/${page}`));
  const call = routed?.split("lazyPage(").find((text) => text.includes(`pages/${page}`)) ?? "";
  // After the page's file and its component's name come the names of its message files.
  const [, ...given] = call.slice(0, call.indexOf("\n});")).matchAll(/"([A-Za-z-]+)"/g);
  for (const [, name = ""] of given) names.add(name);
  // In English the API's sentences are only read, for the facts in them to be named.
  const reader = names.delete("api-words") ? ["../src/domain/sentences/read-sentence.ts"] : [];
  return [...reader, ...[...names].map((name) => `src/messages/en/${name}.json`)].filter(
    isInBundle,
  );
}

test.each([
  "home/HomePage.tsx",
  "event-types/EventTypesPage.tsx",
  "workflows/WorkflowsPage.tsx",
  "events/EventsPage.tsx",
  "runs/RunsPage.tsx",
  "bulk-actions/BulkActionsPage.tsx",
  "runs/RunPage.tsx",
  "builder/BuilderPage.tsx",
  "contacts/ContactsPage.tsx",
  "contacts/ContactPage.tsx",
  "messages/MessagesPage.tsx",
  "messages/MessagePage.tsx",
  "orders/OrdersPage.tsx",
  "products/ProductPage.tsx",
  "promo-codes/PoolPage.tsx",
  "segments/SegmentsPage.tsx",
  "segments/SegmentPage.tsx",
  "import/NewImportPage.tsx",
  "topics/TopicsPage.tsx",
  "templates/TemplatesPage.tsx",
  "templates/TemplatePage.tsx",
  "channels/ChannelPage.tsx",
  "sources/SourcePage.tsx",
  "workers/WorkersPage.tsx",
  "settings/WorkspacePage.tsx",
  "settings/ApiKeysPage.tsx",
  "settings/pressure/PressurePage.tsx",
  "settings/secrets/SecretsPage.tsx",
  "settings/identity/IdentityPage.tsx",
  "settings/rfm/RfmPage.tsx",
  "settings/site/SitePage.tsx",
  "settings/retention/RetentionPage.tsx",
  "settings/audit-log/AuditLogPage.tsx",
  "settings/suppressions/SuppressionsPage.tsx",
  "reports/ReportsPage.tsx",
  "reports/ReportPage.tsx",
  "notifications/NotificationsPage.tsx",
  "sign-in/SignInPage.tsx",
])("the first load of %s is below 350 kB, compressed", (page) => {
  const first = kilobytes(filesOf(["index.html", ...messagesOf(page), `src/pages/${page}`]));
  expect(first).toBeLessThan(350);
  // Nothing was counted if this is small.
  expect(first).toBeGreaterThan(100);
});

test("a page's code is in few files, and none waits for one that waits for it", () => {
  const found = routes.join().matchAll(/import\("(?:\.\.\/)+(pages\/[^"]+)"\)/g);
  const files = [...found].map(
    ([, page = ""]) => [page, filesOf(["index.html", `src/${page}`]).size] as const,
  );
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter(([, count]) => count > 50)).toEqual([]);

  const circles: string[][] = [];
  const seen = new Set<string>();
  const follow = (name: string, path: string[]): void => {
    if (path.includes(name)) circles.push([...path, name]);
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of manifest[name]?.imports ?? []) follow(next, [...path, name]);
  };
  for (const name of Object.keys(manifest)) follow(name, []);
  expect(circles).toEqual([]);
});

test("of the server's code the bundle holds domain and contract only, and none of its libraries", () => {
  const assets = join(dist, "assets");
  const maps = readdirSync(assets).filter((name) => name.endsWith(".map"));
  const sources = maps.flatMap((name) => {
    const map = JSON.parse(readFileSync(join(assets, name), "utf8")) as { sources: string[] };
    return map.sources.map((source) => join(assets, source).slice(projectRoot.length + 1));
  });
  const ofServer = sources.filter((source) => source.startsWith("src/"));
  expect(ofServer.filter((source) => !/^src\/(domain|contract)\//.test(source))).toEqual([]);
  expect(ofServer).toContain("src/domain/time-window.ts");
  const libraries =
    /^node_modules\/(zod|zod-openapi|temporal-polyfill|libphonenumber-js|json-logic-engine|liquidjs|re2js|uuid|velocityjs)\//;
  expect(sources.filter((source) => libraries.test(source))).toEqual([]);
});
