import { afterAll, beforeAll, expect, test } from "vitest";
import { askTaskQueues } from "../../../src/api/temporal-queues.ts";
import type { WorkerVersions } from "../../../src/services/workers/worker-versions.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { seriousFaults } from "../../support/axe.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { testTemporal, unique } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere } from "../../support/worker.ts";

afterAll(closeChromium);

/** Refusals that a walk asks for: the browser writes each to its console. */
const unexpected = (faults: readonly string[]): string[] =>
  faults.filter((fault) => !fault.includes("status of 400"));

let api: TestApi;
let releases: WorkerVersions = { outcome: "of none" };
const taskQueue = unique("operations");

beforeAll(async () => {
  const { connection } = await testTemporal();
  api = await testApi({ TEMPORAL_TASK_QUEUE: taskQueue }, 6, {
    taskQueues: (queues) => askTaskQueues(connection, "default", queues),
    workerVersions: () => Promise.resolve(releases),
  });
});

test("the audit log tells what changed within a setting, by whom, and all changes of one thing", async () => {
  const { body: source } = await api.post("/sources", { name: "Web shop", preset: "custom" });
  const mapping = { ...source.mapping, contact: { email: "{{ body.customer.email }}" } };
  await api.patch(`/sources/${source.id}`, { mapping });
  await api.post("/suppressions", { channel: "email", address: "ada@example.com" });
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Workspace" }).click();
  await page.getByPlaceholder("uk", { exact: true }).fill("uk");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("The workspace's settings are saved").waitFor();

  await page.getByRole("link", { name: "Audit log" }).click();
  const log = page.getByRole("table", { name: "Audit log" });
  const byOwner = log.getByRole("row", { name: /Setting/ }).first();
  await byOwner.getByText("Olena Owner").waitFor();
  await byOwner.getByText("Language: uk").waitFor();
  // Only what differs within the mapping, not the whole of it.
  const change = log.getByRole("row", { name: /Source “Web shop”: changed/ });
  await change
    .getByText("Mapping › Contact › Email: {{ body.email }} → {{ body.customer.email }}")
    .waitFor();
  // What has no name is not called by its id, and personal data is not shown.
  await log.getByText("Suppressed address: created").waitFor();
  expect(await log.textContent()).not.toContain("ada@example.com");

  await change.getByRole("button", { name: /All changes of it/ }).click();
  await byOwner.waitFor({ state: "detached" });
  expect(await log.getByRole("row", { name: /Web shop/ }).count()).toBe(2);
  await page.getByRole("button", { name: /one thing/ }).click();
  await page.getByRole("combobox", { name: "What" }).click();
  await page.getByRole("option", { name: "Anything" }).click();
  await page.getByRole("combobox", { name: "Who" }).click();
  await page.getByRole("option", { name: "API key “test”" }).click();
  await byOwner.waitFor({ state: "detached" });
  await change.getByRole("link", { name: /Open/ }).click();
  await page.getByRole("heading", { name: "Web shop", level: 1 }).waitFor();
  expect(unexpected(faults)).toEqual([]);
});

test("an address is suppressed for a time, a list is imported with its fault told, one is lifted", async () => {
  await api.db.query("delete from suppressions");
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Suppressed addresses" }).click();
  await page.getByText("No address is suppressed").waitFor();
  await page.getByRole("button", { name: "Add an address" }).click();
  const adding = page.getByRole("dialog", { name: "Suppress an address" });
  await adding.getByLabel("Address").fill("not an address");
  await adding.getByLabel("Until").fill("2031-05-04T10:00");
  await adding.getByLabel("Why").fill("asked by phone");
  await adding.getByRole("button", { name: "Suppress it" }).click();
  await adding.getByRole("alert").waitFor();
  // What was typed is still there.
  expect(await adding.getByLabel("Why").inputValue()).toBe("asked by phone");
  await adding.getByLabel("Address").fill("Ada@Example.com");
  await adding.getByRole("button", { name: "Suppress it" }).click();
  await adding.waitFor({ state: "detached" });
  const list = page.getByRole("table", { name: "Suppressed addresses" });
  const ada = list.getByRole("row", { name: /ada@example.com/i });
  await ada.getByText("asked by phone").waitFor();
  await ada.getByText("4 May 2031").waitFor();

  await page.getByRole("button", { name: /Import/ }).click();
  const importing = page.getByRole("dialog", { name: "Import suppressed addresses" });
  await importing.locator("input[type=file]").setInputFiles({
    name: "old-tool.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      "address,reason\nbela@example.com,hard_bounce\nnobody\nbela@example.com,hard_bounce\n",
    ),
  });
  await eventually("the file to be read", async () =>
    (await importing.getByLabel("Addresses").inputValue()).includes("bela"),
  );
  await importing.getByRole("button", { name: "Import", exact: true }).click();
  await importing.getByText("One address was added").waitFor();
  await importing.getByText("One was suppressed already.").waitFor();
  await importing.getByText(/Row [23]:/).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await importing.getByRole("button", { name: "Close" }).last().click();
  await importing.waitFor({ state: "detached" });
  await page.getByLabel("Search addresses").fill("bela");
  await ada.waitFor({ state: "detached" });
  await list.getByText("Hard bounce").waitFor();
  await list.getByRole("button", { name: /Lift the suppression of bela/ }).click();
  const lifting = page.getByRole("dialog", { name: /Send to bela@example.com again/ });
  await lifting.getByRole("button", { name: "Lift the suppression" }).click();
  await page.getByText("No address fits the filters").waitFor();
  expect(await api.db.query("select 1 from suppressions")).toHaveLength(1);
  expect(unexpected(faults)).toEqual([]);
});

test("the workers' page says that nobody works, and by itself that somebody does, from Temporal", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Workers" }).click();
  await page.getByText("No worker is alive: nothing starts, goes on or is sent.").waitFor();
  const queues = page.getByRole("table", { name: "Task queues" });
  await queues.getByRole("row", { name: /Runs/ }).getByText("nobody").waitFor();
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue,
    smtpUrl: "smtp://127.0.0.1:1",
  });
  await page.getByText("Everything is polled, and nothing waits for long").waitFor();
  const alive = page.getByRole("table", { name: "Workers alive" });
  await alive.getByRole("row", { name: /^Worker .* alive/ }).waitFor();
  await queues
    .getByRole("row", { name: /Messages by e-mail/ })
    .getByText(/^Worker /)
    .waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  // One that fell silent is told apart from those that work.
  await api.db.query(
    `insert into workers (id, version, build, started_at, seen_at)
     values ('42@gone', '0.0.1', 'b', now() - interval '2 hours', now() - interval '1 hour')`,
  );
  await eventually("the silent worker", () => page.getByText("A worker went silent").count());
  await alive
    .getByRole("row", { name: /42@gone/ })
    .getByText("silent")
    .waitFor();
  expect(unexpected(faults)).toEqual([]);
});

test("the workers' page shows how each release stands, and how to give it the work, or why not", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Workers" }).click();
  await page.getByText("TEMPORAL_DEPLOYMENT_NAME is not set").waitFor();
  const poller = { identity: "1@new", buildId: "0.2.0.campanile-4", lastSeenAt: new Date() };
  releases = {
    outcome: "asked",
    deployment: "fleet",
    routing: {
      current: "0.2.0.campanile-4",
      ramping: { buildId: "0.3.0.campanile-4", percent: 20 },
    },
    versions: [
      { buildId: "0.3.0.campanile-4", standing: "ramping", openRuns: 1 },
      { buildId: "0.2.0.campanile-4", standing: "current", openRuns: 4 },
      { buildId: "0.1.0.campanile-3", standing: "draining", openRuns: 7 },
    ],
    pollers: [
      poller,
      { ...poller, identity: "2@newest", buildId: "0.3.0.campanile-4" },
      { ...poller, identity: "3@old", buildId: "0.1.0.campanile-3" },
    ],
  };
  await page.reload();
  const table = page.getByRole("table", { name: "Releases" });
  const row = (name: RegExp) => table.getByRole("row", { name });
  await row(/^0\.3\.0.* 20 % of runs 1 /)
    .getByText("campanile worker-versions promote 0.3.0.campanile-4")
    .waitFor();
  await row(/^0\.2\.0.* current 4 Worker /).waitFor();
  await row(/^0\.1\.0.* draining 7 /)
    .getByText("Refused: 5 open runs have gone on with a later interpreter")
    .waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  // Where Temporal is away, the rest of the page is there.
  releases = { outcome: "away", why: "Temporal has not answered for 3 seconds" };
  await page.reload();
  await page.getByText("Nothing is known of releases now").waitFor();
  await page.getByRole("table", { name: "Task queues" }).waitFor();
  expect(unexpected(faults)).toEqual([]);
});
