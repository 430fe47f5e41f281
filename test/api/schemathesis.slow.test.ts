import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "../../src/api/openapi.ts";
import { routes } from "../../src/api/routes.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { whyNoPython } from "../support/python.ts";
import { runSchemathesis, schemathesis } from "./schemathesis/run.ts";
import { testApp, testConfig } from "./test-app.ts";

const noPython = whyNoPython();
const key = "a-key-of-the-environment-of-this-test";

test.skipIf(noPython !== null)(
  "the API answers whatever a foreign tester sends as its document says, and never with a 5xx",
  async () => {
    const app = await testApp({ config: testConfig({ API_KEY: key }) });
    const folder = await temporaryFolder();
    const file = join(folder, "openapi.json");
    await writeFile(file, JSON.stringify(openApiDocument(routes)));
    const { code, output } = await runSchemathesis(
      schemathesis(),
      [
        "run",
        file,
        "--url",
        app.url,
        "--header",
        `Authorization: Bearer ${key}`,
        "--checks",
        "all",
        "--no-color",
        "--max-examples",
        process.env["ST_N"] ?? "20",
        "--max-time",
        process.env["ST_T"] ?? "120",
        "--seed",
        "1",
        "--no-shrink",
        "--request-timeout",
        "10",
        "--continue-on-failure",
        "--workers",
        "1",
      ],
      { cwd: folder, env: { ...process.env } },
    );
    await writeFile("/tmp/st-out.txt", output);
    expect(code, output).toBe(0);
  },
  400_000,
);
