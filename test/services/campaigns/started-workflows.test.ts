import { describe, expect, test } from "vitest";
import { parseCampaign } from "../../../src/contract/campaign.ts";
import type { Draft } from "../../../src/contract/draft.ts";
import { exportWorkflows } from "../../../src/services/campaigns/export-many.ts";
import { importOrTry } from "../../../src/services/campaigns/import.ts";
import { archiveWorkflow } from "../../../src/services/workflows/status.ts";
import { getWorkflow } from "../../../src/services/workflows/workflows.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { inARow } from "../../support/definitions.ts";

const binding = { role: "start", eventTypeKey: "order", frequency: { kind: "each" } };

const starting = (name: string, ...targets: string[]) => {
  const blocks = [
    { id: "start", kind: "start" },
    ...targets.map((workflow, index) => ({
      id: `go${index}`,
      kind: "startWorkflow",
      config: { workflow },
    })),
    { id: "end", kind: "end" },
  ];
  const edges = blocks.slice(1).map(({ id }, index) => ({ from: blocks[index]?.id, to: id }));
  return { name, definition: { blocks, edges }, bindings: [binding], activate: true };
};

const fileOf = (...workflows: object[]) => ({
  eventTypes: [{ key: "order", name: "Order" }],
  workflows,
});

async function instance() {
  const { db } = await testDatabase();
  const context = contextOf(db);
  return {
    db,
    context,
    load: (file: object, onConflict: "keep" | "copy" = "keep") =>
      importOrTry(context, parseCampaign(JSON.stringify(file)), {
        dryRun: false,
        onConflict,
        sampleData: false,
        state: "as the file says",
      }),
    export: async (...names: string[]) =>
      JSON.parse(JSON.stringify(await exportWorkflows(context, names, { active: true }))),
    /** What each workflow starts, by name. */
    started: async () => {
      const rows = await db.query<{ id: string; name: string; draft: Draft }>(
        "select id, name, draft from workflows order by name",
      );
      const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
      return rows.map(({ name, draft }) => [
        name,
        ...draft.blocks
          .filter(({ kind }) => kind === "startWorkflow")
          .map(({ config }) => nameOf.get((config as { workflowId: string }).workflowId)),
      ]);
    },
  };
}

const faultsOf = (loading: Promise<unknown>) =>
  loading.then(
    () => "loaded",
    ({ code, faults }: { code: string; faults: unknown }) => ({ code, faults }),
  );

describe("workflows of one file that start each other", () => {
  const circle = fileOf(starting("A", "B", "C"), starting("B", "A"), starting("C", "C"));

  test("are all made and active, in any order, in circles, starting themselves", async () => {
    const there = await instance();
    const { workflows } = await there.load(circle);
    expect(workflows.map(({ outcome }) => outcome)).toEqual(["made", "made", "made"]);
    expect(await there.started()).toEqual([
      ["A", "B", "C"],
      ["B", "A"],
      ["C", "C"],
    ]);
    for (const { id } of workflows) {
      const { status, problems } = await getWorkflow(there.context, id ?? "");
      expect([status, problems]).toEqual(["active", []]);
    }
  });

  test("come out as the same file, which loads again without a change", async () => {
    const [here, there] = [await instance(), await instance()];
    await here.load(circle);
    const exported = await here.export();
    expect(exported.warnings).toEqual([]);
    await there.load(exported);
    expect(JSON.stringify(await there.export())).toBe(JSON.stringify(exported));
    const { workflows } = await there.load(exported);
    expect(workflows.map(({ outcome }) => outcome)).toEqual([
      "was_there",
      "was_there",
      "was_there",
    ]);
    expect(JSON.stringify(await there.export())).toBe(JSON.stringify(exported));
  });

  test("start the copies where copies are made", async () => {
    const there = await instance();
    await there.load(fileOf(starting("A", "B"), starting("B")));
    await there.load(fileOf(starting("A", "B"), starting("B")), "copy");
    expect(await there.started()).toEqual([["A", "B"], ["A (2)", "B (2)"], ["B"], ["B (2)"]]);
  });
});

describe("a workflow that is not in the file", () => {
  test("is the one there that is called so and is not archived", async () => {
    const there = await instance();
    const { workflows } = await there.load(fileOf(starting("B")));
    await archiveWorkflow(there.context, workflows[0]?.id ?? "");
    const path = "workflows[0].definition.blocks[1].config.workflow";
    const message =
      'the workflow "B" that is there is archived, so nothing starts it again: name another';
    expect(await faultsOf(there.load(fileOf(starting("A", "B"))))).toEqual({
      code: "invalid",
      faults: [{ path, message }],
    });
    const copied = await there.load(fileOf(starting("B")), "copy");
    await there.db.query("update workflows set name = 'B' where id = $1", [
      copied.workflows[0]?.id,
    ]);
    await there.load(fileOf(starting("A", "B")));
    const [a] = await there.db.query<{ target: string }>(
      `select draft #>> '{blocks,1,config,workflowId}' as target from workflows where name = 'A'`,
    );
    expect(a?.target).toBe(copied.workflows[0]?.id);
  });

  test("is warned of, and where it is missing nothing is made", async () => {
    const [here, there] = [await instance(), await instance()];
    await here.load(fileOf(starting("A", "B"), starting("B")));
    const exported = await here.export("A");
    expect(exported.warnings).toEqual([
      'Block "go0" starts the workflow "B", which is not in this file: have it there before this is loaded, or export both to one file (campanile export "A" "B").',
    ]);
    expect(await faultsOf(there.load(exported))).toEqual({
      code: "invalid",
      faults: [
        {
          path: "workflows[0].definition.blocks[1].config.workflow",
          message:
            'there is no workflow "B", neither in the file nor there: bring it in first, or export both to one file',
        },
      ],
    });
    expect(await there.db.query("select 1 from workflows")).toEqual([]);
    expect(await there.db.query("select 1 from event_types where key = 'order'")).toEqual([]);
    await there.load(await here.export("B"));
    await there.load(exported);
    expect(await there.started()).toEqual([["A", "B"], ["B"]]);
    // What is there stays, whatever the file names.
    await there.load(fileOf(starting("A", "Nowhere")));
  });
});

test("a name that several workflows have is refused, with each place", async () => {
  const there = await instance();
  const fault = (message: string) => ({
    code: "invalid",
    faults: [{ path: "workflows[0].definition.blocks[1].config.workflow", message }],
  });
  expect(
    await faultsOf(there.load(fileOf(starting("A", "B"), starting("B"), starting("B")))),
  ).toEqual(fault('2 workflows of the file are called "B": give each its own name'));
  await there.load(fileOf(starting("B"), starting("C")));
  await there.db.query("update workflows set name = 'B'");
  expect(await faultsOf(there.load(fileOf(starting("A", "B"))))).toEqual(
    fault('2 workflows that are there are called "B": rename all but the one that is meant'),
  );
  const exported = await there.export();
  expect(exported.warnings).toEqual([
    'Several workflows are called "B", and the first is all that is made of them: give each its own name.',
  ]);
});

test("a segment's rule that counts a workflow's messages names it, and finds it elsewhere", async () => {
  const counts = (workflow: string) => ({ ">": [{ messages: { workflow } }, 0] });
  const [here, there] = [await instance(), await instance()];
  const asks = { in: ["Reached", { var: "contact.segments" }] };
  const asking = {
    ...starting("A"),
    definition: inARow({ id: "check", kind: "condition", config: { rule: asks } }),
  };
  const file = {
    ...fileOf(asking, starting("B")),
    segments: [{ name: "Reached", rule: { and: [counts("A"), counts("B")] } }],
  };
  await here.load(file);
  const exported = await here.export();
  expect([exported.warnings, exported.segments]).toEqual([[], file.segments]);
  await there.load(exported);
  expect(await there.export()).toEqual(exported);
  const nowhere = [{ name: "Other", rule: { and: [counts("Nowhere")] } }];
  expect(await faultsOf(there.load({ ...exported, segments: nowhere }))).toMatchObject({
    faults: [{ path: "segments[0].rule.and[0].>[0].messages.workflow" }],
  });
  const { warnings } = await here.export("A");
  expect(warnings).toEqual([
    'The rule of the segment "Reached" counts messages of the workflow "B", which is not in this file: have it there before this is loaded, or export both to one file (campanile export "A" "B").',
  ]);
});
