import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseCampaign } from "../../../src/contract/campaign.ts";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { email, inARow } from "../../support/definitions.ts";
import type { TestApi } from "./api.ts";
import { emailDefinition, testApi } from "./api.ts";

const examples = readdirSync(join(projectRoot, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const campaignOf = (name: string) =>
  JSON.parse(readFileSync(join(projectRoot, "examples", name, "campaign.json"), "utf8"));

/** A campaign with all its defaults, as JSON. */
const asParsed = (name: string) =>
  JSON.parse(JSON.stringify(parseCampaign(JSON.stringify(campaignOf(name)))));

const count = async (api: TestApi, table: string) =>
  (await api.db.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

describe("the examples", () => {
  test("are listed with their title, what they do and what they need", async () => {
    const api = await testApi();
    const { body } = await api.get("/examples");
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(examples);
    expect(examples).toHaveLength(8);
    for (const { name, title, description } of body.items) {
      const file = campaignOf(name);
      expect([title, description]).toEqual([file.title, file.$comment]);
    }
    expect(body.items[0]).toMatchObject({
      name: "abandoned-cart",
      needs: { eventTypes: ["cartAbandoned", "orderINITIALIZED"], promoPools: ["Cart rescue"] },
      sampleData: { contacts: 0, orders: 0 },
    });
  });

  test("make drafts without sample data, which comes when it is asked for", async () => {
    const api = await testApi();
    const made = await api.post("/examples/learn-more");
    expect(made.status).toBe(200);
    expect(made.body.workflows).toMatchObject([{ outcome: "made" }, { outcome: "made" }]);
    for (const { id } of made.body.workflows) {
      const { body } = await api.get(`/workflows/${id}`);
      expect(body).toMatchObject({ status: "draft", currentVersion: null, problems: [] });
    }
    expect([await count(api, "contacts"), await count(api, "orders")]).toEqual([0, 0]);
    const again = await api.post("/examples/learn-more", { sampleData: true });
    expect(again.body.workflows).toMatchObject([
      { outcome: "was_there" },
      { outcome: "was_there" },
    ]);
    expect(again.body.made).toMatchObject({ contacts: 1, orders: 1, segments: [] });
    expect([await count(api, "contacts"), await count(api, "orders")]).toEqual([1, 1]);
  });

  test("are active where that is asked for; no other folder is one", async () => {
    const api = await testApi();
    const { body } = await api.post("/examples/welcome-series", { activate: true });
    expect((await api.get(`/workflows/${body.workflows[0].id}`)).body.status).toBe("active");
    expect((await api.post("/examples/..%2Fsrc")).status).toBe(404);
    expect((await api.post("/examples/none")).status).toBe(404);
  });
});

test.each(examples)("%s exported and imported elsewhere is the same again", async (name) => {
  const here = await testApi({}, 2);
  const there = await testApi({}, 2);
  const { body: made } = await here.post(`/examples/${name}`, { activate: true });
  expect(made.workflows.length).toBeGreaterThan(0);
  for (const { id } of made.workflows) {
    const { status, body: exported } = await here.get(`/workflows/${id}/export`);
    expect(status).toBe(200);
    const [file] = asParsed(name).workflows.filter(
      (one: { name: string }) => one.name === exported.title,
    );
    const { bindings, ...rest } = exported.workflows[0];
    expect(rest).toEqual({ ...file, activate: false, bindings: undefined });
    expect(bindings).toHaveLength(file.bindings.length);
    expect(bindings).toEqual(expect.arrayContaining(file.bindings));
    const imported = await there.post("/campaigns/import", exported);
    expect(imported).toMatchObject({ status: 200, body: { dryRun: false } });
    const [workflow] = imported.body.workflows;
    expect(workflow.outcome).toBe("made");
    const { body: again } = await there.get(`/workflows/${workflow.id}/export`);
    expect(again).toEqual(exported);
    // It is a draft that has all it needs.
    expect((await there.get(`/workflows/${workflow.id}`)).body.status).toBe("draft");
    expect((await there.post(`/workflows/${workflow.id}/publish`)).status).toBe(200);
    expect((await there.post(`/workflows/${workflow.id}/activate`)).status).toBe(200);
  }
});

describe("an export", () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await testApi();
  });

  async function workflow(draft: object): Promise<string> {
    return (await api.post("/workflows", { name: "Übung: 1", draft })).body.id;
  }

  test("holds what its blocks name, and stored templates in place of their ids", async () => {
    await api.ask("PUT", "/partials/footer", { html: "<p>Bye</p>" });
    const content = { subject: "Stored", html: '<p>Hi</p>{% render "footer" %}' };
    const { body: template } = await api.post("/templates", { name: "T", content });
    const { body: other } = await api.post("/workflows", { name: "Other" });
    await api.post("/topics", { key: "news", name: "News" });
    const id = await workflow(
      inARow(
        { id: "stored", kind: "sendEmail", config: { templateId: template.id, subject: "Mine" } },
        { id: "sub", kind: "subscribe", config: { topic: "news" } },
        {
          id: "cond",
          kind: "condition",
          config: { rule: { in: ["VIP", { var: "contact.segments" }] } },
        },
        { id: "go", kind: "startWorkflow", config: { workflowId: other.id } },
        {
          id: "hook",
          kind: "webhook",
          config: {
            url: "https://example.com",
            body: { segment: "not one" },
            headers: { "X-Api-Key": "plain", Authorization: "Bearer {{ secrets.SHOP }}" },
          },
        },
      ),
    );
    const { body } = await api.get(`/workflows/${id}/export`);
    expect(body).toMatchObject({
      segments: ["VIP"],
      topics: [{ key: "news", name: "News" }],
      partials: [{ name: "footer", html: "<p>Bye</p>" }],
    });
    expect(JSON.stringify(body)).not.toContain(template.id);
    expect(JSON.stringify(body)).not.toContain(other.id);
    const [exported] = body.workflows;
    const block = exported.definition.blocks.find((one: { id: string }) => one.id === "stored");
    expect(block.config).toMatchObject({ subject: "Mine", html: content.html });
    expect(body.warnings).toEqual([
      'Block "go" starts the workflow "Other", which is not in this file: have it there before this is loaded, or export both to one file (campanile export "Übung: 1" "Other").',
      'Block "hook" needs the secret SHOP: it has to be set there.',
      'Block "hook" sends the header X-Api-Key with a value that stands in this file.',
    ]);
  });

  test("says so where a template that a block names is gone", async () => {
    const config = { templateId: crypto.randomUUID() };
    const id = await workflow(inARow({ id: "lost", kind: "sendEmail", config }));
    const { body } = await api.get(`/workflows/${id}/export`);
    expect(body.warnings).toEqual(['Block "lost" names a template that is gone.']);
  });

  test("comes as a file, under the workflow's name", async () => {
    const id = await workflow(emailDefinition());
    const response = await fetch(`${api.url}/api/v1/workflows/${id}/export`, {
      headers: { authorization: `Bearer ${api.key}` },
    });
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="ubung-1.campaign.json"',
    );
  });

  test("of a draft with problems is that of the version; without one it is a 409", async () => {
    const id = await workflow(emailDefinition("Published"));
    await api.post(`/workflows/${id}/publish`);
    const broken = { blocks: [{ id: "start", kind: "start" }], edges: [] };
    await api.patch(`/workflows/${id}`, { draft: broken, draftRevision: 1 });
    const { body } = await api.get(`/workflows/${id}/export`);
    expect(JSON.stringify(body)).toContain("Published");
    const refused = await api.get(`/workflows/${await workflow(broken)}/export`);
    expect([refused.status, refused.body.problems.length > 0]).toEqual([409, true]);
  });
});

describe("segments with rules", () => {
  const hasCome = (name: string) => ({ in: [name, { var: "contact.segments" }] });
  const rules = {
    Buyers: {
      and: [
        { ">": [{ events: { type: "boughtHere", last: { amount: 30, unit: "days" } } }, 0] },
        { in: ["offers/sms", { var: "contact.topicsByChannel" }] },
        hasCome("Listed"),
      ],
    },
    Lapsed: { "!": [hasCome("Buyers")] },
  };
  const workflow = {
    name: "To the lapsed",
    definition: inARow({ id: "check", kind: "condition", config: { rule: hasCome("Lapsed") } }),
    bindings: [],
  };
  const file = {
    eventTypes: [{ key: "boughtHere", name: "Bought", description: "", category: "other" }],
    topics: [{ key: "offers", name: "Offers", description: "", optIn: false, doubleOptIn: false }],
    // The one that asks comes before the one that it asks for.
    segments: [
      { name: "Lapsed", rule: rules.Lapsed },
      { name: "Buyers", rule: rules.Buyers },
      "Listed",
    ],
    workflows: [workflow],
  };

  test("travel with what their rules name, and are the same again elsewhere", async () => {
    const [here, there] = [await testApi({}, 2), await testApi({}, 2)];
    const { status, body } = await here.post("/campaigns/import", file);
    expect([status, body.made.segments]).toEqual([200, ["Listed", "Buyers", "Lapsed"]]);
    const { body: exported } = await here.get(`/workflows/${body.workflows[0].id}/export`);
    const { eventTypes, topics } = file;
    expect(exported).toMatchObject({ eventTypes, topics, warnings: [] });
    expect(exported.segments).toEqual([
      { name: "Buyers", rule: rules.Buyers },
      { name: "Lapsed", rule: rules.Lapsed },
      "Listed",
    ]);
    const { body: again } = await there.post("/campaigns/import", exported);
    const { body: same } = await there.get(`/workflows/${again.workflows[0].id}/export`);
    expect(same).toEqual(exported);
    const { body: segments } = await there.get("/segments");
    expect(
      segments.items.map(({ name, rule }: { name: string; rule: unknown }) => [name, rule]),
    ).toEqual([
      ["Buyers", rules.Buyers],
      ["Lapsed", rules.Lapsed],
      ["Listed", null],
    ]);
  });

  test("keep the rule that is there", async () => {
    const api = await testApi({}, 2);
    await api.post("/segments", { name: "Buyers", rule: false });
    const { body } = await api.post("/campaigns/import", file);
    expect(body.made.segments).toEqual(["Listed", "Lapsed"]);
    const { body: segments } = await api.get("/segments?search=Buyers");
    expect(segments.items).toMatchObject([{ name: "Buyers", rule: false }]);
  });

  test("that can't be used are refused with their place in the file, and nothing is made", async () => {
    const api = await testApi({}, 2);
    const refused = async (...segments: unknown[]) => {
      const { status, body } = await api.post("/campaigns/import", { segments, workflows: [] });
      expect([status, await count(api, "segments")]).toEqual([400, 0]);
      return body.errors[0].path;
    };
    expect(await refused("A", { name: "B", rule: { "==": [1] } })).toBe("segments[1].rule.==");
    expect(await refused({ name: "B" })).toBe("segments[0].rule");
    const [a, b] = [
      { name: "A", rule: hasCome("B") },
      { name: "B", rule: hasCome("A") },
    ];
    expect(await refused(a, b)).toMatch(/^segments\[[01]\]\.rule$/);
    await refused({ name: "C", rule: hasCome("Nobody") });
  });
});

describe("an import", () => {
  test("as a dry run tells what it would make, and makes nothing", async () => {
    const api = await testApi();
    const campaign = campaignOf("win-back");
    const { body } = await api.post("/campaigns/import?dryRun=true&activate=true", campaign);
    expect(body).toMatchObject({
      dryRun: true,
      workflows: [{ id: null, name: "Win-back", outcome: "made" }],
      made: { segments: ["No order for 90 days", "Lost"], promoPools: ["Come back"] },
    });
    const tables = ["workflows", "bindings", "segments", "promo_pools", "schedules"];
    for (const table of tables) expect([table, await count(api, table)]).toEqual([table, 0]);
  });

  test("keeps a workflow that is there, or makes a copy beside it", async () => {
    const api = await testApi();
    const campaign = campaignOf("welcome-series");
    const first = await api.post("/campaigns/import", campaign);
    const kept = await api.post("/campaigns/import", campaign);
    expect(kept.body.workflows).toEqual([{ ...first.body.workflows[0], outcome: "was_there" }]);
    for (const number of [2, 3]) {
      const copy = await api.post("/campaigns/import?onConflict=copy", campaign);
      const name = `Welcome series (${number})`;
      expect(copy.body.workflows).toMatchObject([
        { name, was: "Welcome series", outcome: "renamed" },
      ]);
    }
  });

  test("of several workflows makes all of them or none", async () => {
    const api = await testApi();
    const good = { name: "Good", definition: emailDefinition(), bindings: [] };
    const bad = {
      ...good,
      name: "Bad",
      bindings: [{ role: "stop", eventTypeKey: "nowhere" }],
    };
    const { status } = await api.post("/campaigns/import", {
      segments: ["S"],
      workflows: [good, bad],
    });
    expect(status).toBe(404);
    expect([await count(api, "workflows"), await count(api, "segments")]).toEqual([0, 0]);
    const faulty = await api.post("/campaigns/import", { workflows: [{ ...good, name: "" }] });
    expect([faulty.status, faulty.body.errors[0].path]).toEqual([400, "workflows[0].name"]);
  });

  test("activates what it makes where that is asked for, and not where that can't be", async () => {
    const api = await testApi();
    const workflow = { name: "Idle", definition: emailDefinition(), bindings: [] };
    const refused = await api.post("/campaigns/import?activate=true", { workflows: [workflow] });
    expect([refused.status, refused.body.missing.length]).toEqual([409, 1]);
    expect(await count(api, "workflows")).toBe(0);
    const campaign = campaignOf("win-back");
    const { body } = await api.post("/campaigns/import?activate=true", campaign);
    expect((await api.get(`/workflows/${body.workflows[0].id}`)).body.status).toBe("active");
  });
});

describe("a copy of a workflow", () => {
  test("is a draft with the same draft, tags, stop rules and bindings", async () => {
    const api = await testApi();
    const { body: made } = await api.post("/examples/win-back", { activate: true });
    const [{ id }] = made.workflows;
    const { body: original } = await api.get(`/workflows/${id}`);
    await api.patch(`/bindings/${original.launchConditions[1].bindingId}`, { enabled: false });
    const { status, body: copy } = await api.post(`/workflows/${id}/duplicate`);
    expect([status, copy.status, copy.name]).toEqual([201, "draft", "Win-back (2)"]);
    const { draft, tags, stopRules } = original;
    expect({ draft: copy.draft, tags: copy.tags, stopRules: copy.stopRules }).toEqual({
      draft,
      tags,
      stopRules,
    });
    const bindings = async (of: string) =>
      (await api.get(`/workflows/${of}/bindings`)).body.items.map(
        (binding: { words: string; enabled: boolean; eventType: { id: string } }) => binding,
      );
    const [before, after] = [await bindings(id), await bindings(copy.id)];
    const told = (list: { words: string; enabled: boolean }[]) =>
      list.map(({ words, enabled }) => [words, enabled]);
    expect(told(after)).toEqual(told(before));
    expect(told(after).map(([, enabled]) => enabled)).toEqual([true, false]);
    await api.patch(`/bindings/${original.launchConditions[0].bindingId}`, { enabled: false });
    const { body: off } = await api.post(`/workflows/${id}/duplicate`);
    expect(told(await bindings(off.id))[0]?.[1]).toBe(false);
    // A regular start has an event type of its own.
    expect(after[0].eventType.id).not.toBe(before[0].eventType.id);
    const named = await api.post(`/workflows/${id}/duplicate`, { name: "Mine" });
    expect(named.body.name).toBe("Mine");
  });

  test("may be of a draft that is half-made, and starts itself where the original did", async () => {
    const api = await testApi();
    const { body: made } = await api.post("/workflows", { name: "Again" });
    const draft = {
      blocks: [
        { id: "start", kind: "start" },
        { id: "go", kind: "startWorkflow", config: { workflowId: made.id } },
        { id: "half", kind: "delay", config: {} },
      ],
      edges: [],
    };
    await api.patch(`/workflows/${made.id}`, { draft, draftRevision: 1 });
    const { body: copy } = await api.post(`/workflows/${made.id}/duplicate`);
    expect(copy.draft.blocks[1].config.workflowId).toBe(copy.id);
    expect(copy.draft.blocks[2]).toMatchObject({ id: "half", config: {} });
  });
});

test("mails of a copy need nothing of the original", async () => {
  const api = await testApi();
  const draft = inARow(email("mail", "Hello"));
  const { body: made } = await api.post("/workflows", { name: "One", draft });
  const { body: copy } = await api.post(`/workflows/${made.id}/duplicate`);
  await api.delete(`/workflows/${made.id}`);
  expect((await api.post(`/workflows/${copy.id}/publish`)).body.outcome).toBe("published");
});
