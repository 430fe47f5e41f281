import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { codeBlocks } from "./markdown.ts";

const run = promisify(execFile);
const snippets = ["docs/guides/cloudevents.md", "docs/guides/webhook-sources.md"].flatMap((page) =>
  codeBlocks(page)
    .filter(({ mark }) => mark === "run")
    .map((block, index) => ({ ...block, name: `${page}, ${index + 1}` })),
);

let api: TestApi;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  api = await testApi({ SECRETS_KEY: randomBytes(32).toString("base64") });
  const source = await api.post("/sources", { name: "Shop", preset: "shopify" });
  const { id } = source.body as { id: string };
  env = { PATH: process.env["PATH"], URL: api.url, KEY: api.key, SOURCE: id };
});

test("there are snippets of both kinds", () => {
  expect(new Set(snippets.map(({ language }) => language))).toEqual(new Set(["js", "sh"]));
});

test.each(snippets)("$name does what it says", async ({ language, code }) => {
  const options = { cwd: projectRoot, env };
  if (language === "js") {
    await run(process.execPath, ["--input-type=module", "-e", code], options);
    const { body } = await api.get("/events?typeKey=com.example.order.paid");
    expect(body.items).toMatchObject([{ key: "A-1" }]);
    return;
  }
  // A refusal ends curl as a failure.
  const failing = code.replace("curl ", "curl --silent --show-error --fail-with-body ");
  await run("sh", ["-c", failing], options);
});
