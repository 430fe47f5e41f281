import { expect, test } from "vitest";
import type { TestApi } from "./api.ts";
import { activeWorkflow, send, testApi } from "./api.ts";

type Named = { id: string; name: string };

/** All names of a list, page by page. */
async function names(api: TestApi, query: string): Promise<string[]> {
  const found: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const after: string = next === "" ? "" : `&after=${next}`;
    const { body } = await api.get(`${query}&limit=2${after}`);
    found.push(...body.items.map(({ name }: Named) => name));
    next = body.next;
  }
  return found;
}

test("workflows are listed by age, by their last change and by name, page by page", async () => {
  const api = await testApi();
  const made: Named[] = [];
  for (const name of ["beta", "Alpha", "gamma", "alpha", "Beta"]) {
    made.push((await api.post("/workflows", { name })).body);
  }
  for (const index of [2, 0]) {
    await api.patch(`/workflows/${made[index]?.id}`, { tags: ["touched"] });
  }
  expect(await names(api, "/workflows?")).toEqual(["Beta", "alpha", "gamma", "Alpha", "beta"]);
  expect(await names(api, "/workflows?sort=updatedAt")).toEqual([
    "beta",
    "gamma",
    "Beta",
    "alpha",
    "Alpha",
  ]);
  expect(await names(api, "/workflows?sort=name")).toEqual([
    "Alpha",
    "alpha",
    "beta",
    "Beta",
    "gamma",
  ]);
  const { body } = await api.get("/workflows?sort=name&limit=1");
  const foreign = await api.get(`/workflows?sort=updatedAt&after=${body.next}`);
  expect([foreign.status, foreign.body.errors[0].path]).toEqual([400, "after"]);
});

test("tags are told with how many workflows have them, without archived ones", async () => {
  const api = await testApi();
  await api.post("/workflows", { name: "1", tags: ["cart", "Welcome"] });
  await api.post("/workflows", { name: "2", tags: ["cart"] });
  const { body: gone } = await api.post("/workflows", { name: "3", tags: ["cart", "old"] });
  await api.post(`/workflows/${gone.id}/archive`);
  expect((await api.get("/workflow-tags")).body.items).toEqual([
    { tag: "cart", workflows: 2 },
    { tag: "Welcome", workflows: 1 },
  ]);
});

test("a workflow shows how many of its runs are in progress", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "bought" });
  for (const name of ["a", "b", "c"]) await send(api, "bought", `${name}@example.com`);
  await api.db.query(
    "update runs set status = 'completed' where id = (select id from runs order by id limit 1)",
  );
  const { body } = await api.get(`/workflows/${workflowId}`);
  expect([body.waiting, body.runs.last24Hours]).toEqual([2, 3]);
});

test("the instance says what it is, what it can send and how busy it is", async () => {
  const inbox = await testApi({ PUBLIC_URL: "https://campanile.example.com" });
  await send(inbox, "bought", "a@example.com");
  const { body } = await inbox.get("/instance");
  expect(body).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    inboxInUse: true,
    publicUrl: "https://campanile.example.com",
    temporalUi: expect.stringContaining("http"),
    today: { events: 1, runs: 0, mostCounted: 100_000 },
  });
  const email = body.channels.find(({ channel }: { channel: string }) => channel === "email");
  expect(email).toEqual({ channel: "email", name: "e-mail", available: true, why: null });
  for (const { available, why } of body.channels) expect(available).toBe(why === null);
  const env = { SMTP_URL: "smtp://127.0.0.1:9", TEMPORAL_ADDRESS: "127.0.0.1:9" };
  const elsewhere = (await (await testApi(env)).get("/instance")).body;
  expect([elsewhere.inboxInUse, elsewhere.temporalUi]).toEqual([false, null]);
});

test("segments, topics, pools and templates are searched by a part of their names", async () => {
  const api = await testApi();
  for (const name of ["Big spenders", "big_eaters", "Small"]) {
    await api.post("/segments", { name });
    await api.post("/promo-pools", { name });
    await api.post("/templates", { name, content: { subject: "S", html: "<p>H</p>" } });
    await api.post("/topics", { key: `key-${name.replaceAll(/\W/g, "-")}`, name });
  }
  for (const list of ["segments", "promo-pools", "templates", "topics"]) {
    expect([list, (await names(api, `/${list}?search=BIG`)).toSorted()]).toEqual([
      list,
      ["Big spenders", "big_eaters"],
    ]);
    expect(await names(api, `/${list}?search=g_e`)).toEqual(["big_eaters"]);
    expect(await names(api, `/${list}?search=`)).toHaveLength(3);
  }
  expect(await names(api, "/topics?search=key-sm")).toEqual(["Small"]);
});
