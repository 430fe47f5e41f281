import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "../../src/api/openapi.ts";
import { routes } from "../../src/api/routes.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { whyNoPython } from "../support/python.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runSchemathesis, schemathesis } from "./schemathesis/run.ts";
import { testApp, testConfig } from "./test-app.ts";

const key = "a-key-of-the-environment-of-this-test";
const own = join(projectRoot, "test/api/schemathesis");
/** For all phases together: what they find is found early. */
const maxSeconds = 150;

test.skipIf(whyNoPython() !== null)(
  "whatever a foreign tester sends is answered as the document says, and never with a 5xx",
  async () => {
    const config = testConfig({ API_KEY: key, TRUST_PROXY: "loopback" });
    const app = await testApp({ config });
    const folder = await temporaryFolder();
    const document = join(folder, "openapi.json");
    await writeFile(document, JSON.stringify(openApiDocument(routes)));
    await copyFile(join(own, "schemathesis.toml"), join(folder, "schemathesis.toml"));
    await copyFile(join(own, "hooks.py"), join(folder, "hooks.py"));
    const { code, output } = await runSchemathesis(
      schemathesis(),
      [
        "run",
        document,
        "--url",
        app.url,
        "--header",
        `Authorization: Bearer ${key}`,
        "--checks",
        "all",
        "--continue-on-failure",
        "--no-color",
        "--max-examples",
        "15",
        "--max-time",
        String(maxSeconds),
        "--seed",
        "1",
        "--no-shrink",
        "--request-timeout",
        "20",
        "--generation-database",
        "none",
      ],
      { cwd: folder, env: { ...process.env, SCHEMATHESIS_HOOKS: "hooks", PYTHONPATH: folder } },
    );
    expect(code, output).toBe(0);
    expect(output).toContain(`${routes.length} selected / ${routes.length} total`);
  },
);
