import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { closeChromium, visit } from "../../support/chromium.ts";
import type { TestHttpServer } from "../../support/http-server.ts";
import { testHttpServer } from "../../support/http-server.ts";
import { eventually } from "../../support/wait.ts";
import { codeBlocks } from "../../docs/markdown.ts";
import type { Front } from "./front.ts";
import { contactsOf, eventsOf, troubledApi } from "./front.ts";

const packages = join(projectRoot, "node_modules");
const scripts = new Map([
  ["/analytics.js", "@segment/analytics-next/dist/umd/index.js"],
  ["/posthog.js", "posthog-js/dist/module.no-external.js"],
]);
const pages: Record<string, string> = {
  "/segment": '<title>Shop</title><script src="/analytics.js"></script>',
  "/dittofeed": '<title>Shop</title><script src="/dittofeed.js"></script>',
  "/posthog": `<title>Shop</title><script type="module">
    import posthog from "/posthog.js"; window.posthog = posthog;</script>`,
};

/** Dittofeed's client comes as modules without a bundle of them: the shop makes one. */
async function bundleOfDittofeed(): Promise<string> {
  const bundled = await build({
    logLevel: "silent",
    build: {
      write: false,
      lib: {
        entry: join(packages, "@dittofeed/sdk-web/dist/ejs/index.js"),
        name: "Dittofeed",
        formats: ["iife"],
      },
    },
  });
  const [first] = [bundled].flat();
  if (first === undefined || !("output" in first)) throw new Error("nothing was bundled");
  return first.output[0].code;
}

/** A shop of another origin than the API's. */
let shop: TestHttpServer;
beforeAll(async () => {
  shop = await testHttpServer();
  const dittofeed = await bundleOfDittofeed();
  shop.answer = ({ path }, response) => {
    const page = pages[path];
    const file = scripts.get(path);
    const [type, content] =
      page === undefined
        ? [
            "text/javascript",
            path === "/dittofeed.js" ? dittofeed : file && readFileSync(join(packages, file)),
          ]
        : ["text/html", page];
    response.writeHead(content === undefined ? 404 : 200, { "content-type": type }).end(content);
  };
});
afterAll(closeChromium);

/** The guide's snippet for pages, with the address and key of a test, its package being loaded. */
function snippetOf(guide: string, { url, key }: Front): string {
  const block = codeBlocks(guide).find(({ mark }) => mark === "page");
  if (block === undefined) throw new Error(`${guide} has no snippet for pages`);
  return block.code
    .replace(/^import .*$/m, "")
    .replace("https://campanile.example", url)
    .replace("cmp_…", key);
}

async function expectTaken(api: Front): Promise<void> {
  await eventually("event and contact", async () => {
    expect(await eventsOf(api.db)).toMatchObject({ "Order Completed": ["u-1"] });
    expect(await contactsOf(api.db)).toMatchObject([
      { email: "ada@example.com", attributes: { plan: "gold" } },
    ]);
    return api.fates.length === 0;
  });
}

const promise = "a lost answer and 503 lose and double nothing, and the guide's snippet runs";

test(`@segment/analytics-next in a shop's page: ${promise}`, async () => {
  const api = await troubledApi(["lose", 503]);
  api.watched = /^\/v1\/[ti]$/;
  const { page, faults } = await visit(shop.url);
  await page.goto("/segment");
  const snippet = snippetOf("docs/guides/use-your-segment-sdk.md", api);
  await page.evaluate(`{ const { AnalyticsBrowser } = AnalyticsNext; ${snippet} }`);
  await expectTaken(api);
  expect(faults.filter((fault) => fault.includes("CORS"))).toEqual([]);
});

test(`posthog-js in a shop's page: ${promise}`, async () => {
  const api = await troubledApi(["lose", 503]);
  api.watched = /^\/(e|i\/v0\/e)\//;
  const { page, faults } = await visit(shop.url);
  await page.goto("/posthog");
  await page.waitForFunction("window.posthog");
  // Its own filter takes a browser without a window for a robot's.
  const snippet = snippetOf("docs/guides/use-your-posthog-sdk.md", api).replace(
    "api_host",
    "opt_out_useragent_filter: true, api_host",
  );
  await page.evaluate(snippet);
  await expectTaken(api);
  expect(faults.filter((fault) => fault.includes("CORS"))).toEqual([]);
});

test("@dittofeed/sdk-web in a shop's page: it gets through, and the guide's snippet runs", async () => {
  const api = await troubledApi();
  const { page, faults } = await visit(shop.url);
  await page.goto("/dittofeed");
  const snippet = snippetOf("docs/guides/use-your-dittofeed-sdk.md", api);
  await page.evaluate(`(async () => { const { DittofeedSdk } = Dittofeed; ${snippet} })()`);
  await expectTaken(api);
  expect(faults.filter((fault) => fault.includes("CORS"))).toEqual([]);
});
