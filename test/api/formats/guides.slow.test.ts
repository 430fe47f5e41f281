import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { codeBlocks } from "../../docs/markdown.ts";
import type { TestApi } from "../workflows/api.ts";
import { testApi } from "../workflows/api.ts";
import { contactsOf, eventsOf } from "./front.ts";
import { pythonClients, pythonIn, whyNoPython } from "./python-clients.ts";

const run = promisify(execFile);
const guides = ["segment", "customerio", "posthog", "dittofeed"].map(
  (format) => `docs/guides/use-your-${format}-sdk.md`,
);
const snippets = guides.flatMap((page) =>
  codeBlocks(page).map(({ mark, code }, index) => ({ name: `${page}, ${index + 1}`, mark, code })),
);
const marked = (wanted: string) => snippets.filter(({ mark }) => mark === wanted);
const noPython = whyNoPython();

beforeAll(() => {
  if (noPython === null) pythonClients();
});

/** In Segment's specification it is an order besides; these speak it. */
const ofSegment = /segment|dittofeed/;

async function expectTaken(
  guide: string,
  execute: (api: TestApi) => Promise<unknown>,
): Promise<void> {
  const api = await testApi();
  await execute(api);
  expect(await eventsOf(api.db)).toEqual({
    "Order Completed": ["u-1"],
    ...(ofSegment.test(guide) && { orderINITIALIZED: ["u-1"] }),
  });
  expect(await contactsOf(api.db)).toMatchObject([
    { email: "ada@example.com", attributes: { plan: "gold" } },
  ]);
}

const settings = ({ url, key }: TestApi) => ({ CAMPANILE_URL: url, CAMPANILE_KEY: key });

test.each(marked("node"))("$name does what the guide says", async ({ name, code }) => {
  // Customer.io's client speaks https only, and the API of a test has no certificate.
  const source = code.includes("customerio-node")
    ? `import { plainAgent } from "./test/api/formats/clients/plain-agent.mjs";
       ${code.replace("{ url:", "{ agent: plainAgent(CAMPANILE_URL), url:")}`
    : code;
  await expectTaken(name, (api) =>
    run(process.execPath, ["--input-type=module", "-e", source], {
      cwd: projectRoot,
      timeout: 20_000,
      env: { ...process.env, ...settings(api) },
    }),
  );
});

test.skipIf(noPython !== null).each(marked("python"))(
  `$name does what the guide says ${noPython ?? ""}`,
  async ({ name, code }) => {
    await expectTaken(name, (api) =>
      run(pythonIn(pythonClients()), ["-c", code], {
        timeout: 20_000,
        env: { ...process.env, ...settings(api) },
      }),
    );
  },
);

test("each guide has snippets, all of which a test runs", () => {
  expect(marked("node").length).toBeGreaterThan(3);
  // Dittofeed has no SDK for Python.
  expect(marked("python")).toHaveLength(guides.length - 1);
  const runs = ["node", "python", "page"];
  const others = guides.flatMap((page) =>
    codeBlocks(page).filter(({ language, mark }) => language !== "sh" && !runs.includes(mark)),
  );
  expect(others).toEqual([]);
});
