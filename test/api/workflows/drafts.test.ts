import { v7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { blockKindsWith } from "../../../src/services/block-kinds/list.ts";
import type { TestApi } from "./api.ts";
import { emailDefinition, testApi } from "./api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

async function made(draft: object): Promise<string> {
  const { status, body } = await api.post("/workflows", { name: `W ${v7()}`, draft });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.id;
}

/** Blocks that somebody is still filling in. */
const halfMade = {
  blocks: [
    { id: "start", kind: "start", position: { x: -12.5, y: 1e6 } },
    { id: "wait", kind: "waitForEvent", config: { timeout: { amount: 0, unit: "days" }, typo: 1 } },
    {
      id: "mail",
      kind: "sendEmail",
      config: { subject: "Hello", html: "<p>Hi</p>" },
      note: "Ask Ann\nabout the wording ",
    },
    { id: "end", kind: "end", config: {} },
  ],
  edges: [
    { from: "start", to: "wait", branch: "next" },
    { from: "wait", to: "mail", branch: "event" },
    { from: "wait", to: "end", branch: "timeout" },
    { from: "mail", to: "end", branch: "next" },
  ],
};
const itsProblems = [
  { block: "wait", field: "eventTypeKey", message: "is missing" },
  { block: "wait", field: "timeout.amount", message: "must be at least 1" },
  { block: "wait", field: "typo", message: "unknown field" },
];

test("a block whose settings are half-made is kept as it came, one that is right with defaults", async () => {
  const id = await made(halfMade);
  const { body } = await api.get(`/workflows/${id}`);
  expect(body.draft.blocks[1]).toEqual(halfMade.blocks[1]);
  expect(body.draft.blocks[2]).toMatchObject({ config: { trackOpens: true, subject: "Hello" } });
  expect(body.draft.blocks[2].note).toBe("Ask Ann\nabout the wording ");
  expect(body.draft.blocks[0].position).toEqual({ x: -12.5, y: 1e6 });
  expect(body.problems).toEqual(itsProblems);
  expect(body.summaries).toEqual({ start: "Start", mail: 'E-mail "Hello"', end: "End" });
});

test("a half-made draft is neither published nor launched as a test, and all problems are told", async () => {
  const id = await made({
    ...halfMade,
    blocks: halfMade.blocks.map((block) =>
      block.id === "mail" ? { ...block, config: { subject: "x", templateId: v7() } } : block,
    ),
  });
  const launch = { contactId: v7() };
  for (const [path, body] of [
    [`/workflows/${id}/publish`, {}],
    [`/workflows/${id}/test-launch`, launch],
  ] as const) {
    const answer = await api.post(path, body);
    expect([path, answer.status]).toEqual([path, 409]);
    expect(answer.body.problems).toEqual([
      ...itsProblems,
      { block: "mail", field: "templateId", message: expect.stringContaining("no template") },
    ]);
  }
  const activated = await api.post(`/workflows/${id}/activate`);
  expect(activated.body.missing).toEqual(
    expect.arrayContaining(itsProblems.map((problem) => ({ what: "block", ...problem }))),
  );
});

test("a block's message is shown while other blocks are half-made, and not when it is itself", async () => {
  const id = await made(halfMade);
  const preview = (block: string) =>
    api.post(`/workflows/${id}/blocks/${block}/preview`, { facts: { contact: {} } });
  expect((await preview("mail")).body).toMatchObject({ subject: "Hello" });
  const { draft } = (await api.get(`/workflows/${id}`)).body;
  draft.blocks[2].config = { subject: 5, html: "<p>Hi</p>" };
  await api.patch(`/workflows/${id}`, { draft, draftRevision: 1 });
  const refused = await preview("mail");
  expect(refused.status).toBe(409);
  expect(refused.body.problems).toMatchObject([{ block: "mail", field: "subject" }]);
  expect((await preview("wait")).body.detail).toContain("sends no such e-mail");
});

test("a draft saved as it is shown is the same again, whatever its kinds and settings", async () => {
  const items = blockKindsWith();
  const blocks = items.flatMap(({ kind, defaults, example }) => [
    { id: `${kind}_fresh`, kind, config: defaults, position: { x: 0.1, y: -3 } },
    { id: `${kind}_whole`, kind, config: example ?? {}, name: kind, note: "" },
    { id: `${kind}_odd`, kind, config: { odd: [null, { deep: " x " }], empty: {} } },
  ]);
  const settings = { utm: { source: "shop" } };
  const id = await made({ blocks, edges: [{ from: "start_fresh", to: "nowhere" }], settings });
  const first = (await api.get(`/workflows/${id}`)).body;
  expect(first.draft.blocks).toHaveLength(items.length * 3);
  const again = await api.patch(`/workflows/${id}`, { draft: first.draft, draftRevision: 1 });
  expect([again.status, again.body.draftRevision]).toEqual([200, 2]);
  expect(again.body.draft).toEqual(first.draft);
  expect(again.body.problems).toEqual(first.problems);
});

test("a draft that could not be sent back, with its defaults filled in, is refused", async () => {
  const blocks = Array.from({ length: 2_000 }, (_, n) => ({
    id: `b${n}`,
    kind: "sendEmail",
    config: { text: "x".repeat(400) },
  }));
  const { status, body } = await api.post("/workflows", {
    name: "Large",
    draft: { blocks, edges: [] },
  });
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([{ path: "draft" }]);
  expect(body.errors[0].message).toContain("at most 1000 kB");
  const fits = { blocks: blocks.slice(0, 1_000), edges: [] };
  expect((await api.post("/workflows", { name: "Fits", draft: fits })).status).toBe(201);
});

test("moved blocks alone make no new version; a version keeps where its blocks stood", async () => {
  const draft = emailDefinition();
  const at = (x: number) => ({
    ...draft,
    blocks: draft.blocks.map((block, n) => ({ ...block, position: { x, y: n } })),
  });
  const id = await made(at(1));
  const publish = async () => (await api.post(`/workflows/${id}/publish`)).body;
  expect(await publish()).toMatchObject({ outcome: "published", number: 1 });
  await api.patch(`/workflows/${id}`, { draft: at(2), draftRevision: 1 });
  expect(await publish()).toMatchObject({ outcome: "unchanged", number: 1 });
  await api.patch(`/workflows/${id}`, { draft, draftRevision: 2 });
  expect(await publish()).toMatchObject({ outcome: "unchanged", number: 1 });
  const noted = { ...draft, blocks: draft.blocks.map((block) => ({ ...block, note: "New" })) };
  await api.patch(`/workflows/${id}`, { draft: noted, draftRevision: 3 });
  expect(await publish()).toMatchObject({ outcome: "published", number: 2 });
  const version = (await api.get(`/workflows/${id}/versions/1`)).body;
  expect(version.definition.blocks[2].position).toEqual({ x: 1, y: 2 });
  expect(version.summaries).toEqual({ start: "Start", mail: 'E-mail "Hello"', end: "End" });
});

test("a version is made the draft again, unless somebody saved meanwhile", async () => {
  const id = await made({ ...emailDefinition("first"), settings: { utm: { source: "shop" } } });
  await api.post(`/workflows/${id}/publish`);
  await api.patch(`/workflows/${id}`, { draft: halfMade, draftRevision: 1 });
  const restore = (number: number, draftRevision: number) =>
    api.post(`/workflows/${id}/versions/${number}/restore`, { draftRevision });
  const late = await restore(1, 1);
  expect([late.status, late.body.draftRevision]).toEqual([409, 2]);
  expect((await restore(7, 2)).status).toBe(404);
  const { definition } = (await api.get(`/workflows/${id}/versions/1`)).body;
  const { status, body } = await restore(1, 2);
  expect([status, body.draftRevision, body.problems]).toEqual([200, 3, []]);
  expect(body.draft).toEqual(definition);
  expect((await api.post(`/workflows/${id}/publish`)).body.outcome).toBe("unchanged");
});

test("a name or tags are saved beside a draft, and in no order conflict with it", async () => {
  const id = await made(emailDefinition());
  const answers = await Promise.all([
    ...["a", "b", "c"].map((name) => api.patch(`/workflows/${id}`, { name, tags: [name] })),
    api.patch(`/workflows/${id}`, { draft: emailDefinition("saved"), draftRevision: 1 }),
    ...["d", "e", "f"].map((name) => api.patch(`/workflows/${id}`, { name })),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 200));
  const { body } = await api.get(`/workflows/${id}`);
  expect([body.draftRevision, body.draft.blocks[1].config.subject]).toEqual([2, "saved"]);
  const late = await api.patch(`/workflows/${id}`, { draft: emailDefinition(), draftRevision: 1 });
  expect([late.status, late.body.draftRevision]).toEqual([409, 2]);
});
