import { expect, test } from "vitest";
import { testApi } from "../api/workflows/api.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const rows = 30_000;

interface Progress {
  state: string;
  rows: number;
  made: number;
}

test("workers that are killed while they import lose no row and double none, nor an event of one", async () => {
  const api = await testApi();
  const begun = await api.post("/contact-imports", { upload: true, events: "both" });
  const { id } = begun.body as { id: string };
  const lines = Array.from({ length: rows }, (_, n) => `p${n}@example.com,Ada ${n},c-${n}`);
  const sent = await fetch(`${api.url}/api/v1/contact-imports/${id}/file`, {
    method: "PUT",
    headers: { authorization: `Bearer ${api.key}` },
    body: ["email,firstName,contactId", ...lines].join("\n"),
  });
  expect(sent.status).toBe(202);
  const settings = {
    databaseUrl: api.databaseUrl,
    taskQueue: unique("import-kills"),
    smtpUrl: "smtp://127.0.0.1:1",
  };
  const progress = async (): Promise<Progress> => (await api.get(`/contact-imports/${id}`)).body;
  let before = 0;
  for (let kill = 1; kill <= 3; kill++) {
    const worker = await workerProcess(settings);
    await eventually("some pages", async () => (await progress()).rows > before + 2_000);
    await worker.kill();
    const { state, rows: here } = await progress();
    expect(state).toBe("running");
    before = here;
    // What a minute would do.
    await api.db.query("update contact_imports set lease_until = now()");
  }
  await workerProcess(settings);
  await eventually("the end", async () => (await progress()).state === "done");
  expect(await progress()).toMatchObject({ rows, made: rows, failed: 0, changed: 0 });
  const [counted] = await api.db.query<{ contacts: number; events: number; of: number }>(
    `select (select count(*) from contacts) as contacts, count(*) as events,
            count(distinct e.contact_id) as of
       from events e join event_types t on t.id = e.type_id where t.key = 'contactImported'`,
  );
  expect(counted).toEqual({ contacts: rows, events: rows, of: rows });
});
