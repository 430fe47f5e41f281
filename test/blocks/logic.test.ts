import { contextOf } from "../support/context.ts";
import { beforeAll, expect, test } from "vitest";
import { weekdays } from "../../src/domain/time-window.ts";
import { definitionSchema } from "../../src/contract/definition.ts";
import { publishWorkflow } from "../../src/services/workflows/publish.ts";
import { updateWorkflow } from "../../src/services/workflows/workflows.ts";
import { email, inARow } from "../support/definitions.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { endOf, realRuns } from "../support/real-runs.ts";

let runs: RealRuns;

beforeAll(async () => {
  runs = await realRuns("logic");
});

const param = (name: string) => ({ var: `event.params.${name}` });

test("a branch goes the first way whose condition holds, and else when none does", async () => {
  const { follow } = await runs.make(
    inARow({
      id: "size",
      kind: "branch",
      config: {
        ways: [
          { name: "Large", rule: { ">": [param("total"), 100] } },
          { name: "Any", rule: { ">": [param("total"), 0] } },
        ],
      },
    }),
  );
  expect((await follow({ params: { total: 150 } })).ways).toMatchObject({ size: "Large" });
  expect((await follow({ params: { total: "20" } })).ways).toMatchObject({ size: "Any" });
  const { steps } = await follow({ params: {} });
  expect(steps[0]).toMatchObject({ branch: "else", outcome: { note: "No condition holds" } });
});

test("a branch by time goes by the contact's clock: the first way that is open, or else", async () => {
  // In three days it is not today in any time zone.
  const today = (new Date().getUTCDay() + 6) % 7;
  const later = { days: [weekdays[(today + 3) % 7]], from: "00:00", to: "24:00" };
  const always = { days: [...weekdays], from: "00:00", to: "24:00" };
  const { follow } = await runs.make(
    inARow(
      {
        id: "open",
        kind: "branchByTime",
        config: {
          ways: [
            { name: "Then", windows: [later] },
            { name: "Now", windows: [later, always] },
          ],
        },
      },
      {
        id: "closed",
        kind: "branchByTime",
        config: { ways: [{ name: "Then", windows: [later] }], timeZone: "Asia/Tokyo" },
      },
    ),
  );
  const { ways, steps } = await follow();
  expect(ways).toMatchObject({ open: "Now", closed: "else" });
  expect(steps[1]?.outcome.note).toBe("Outside of all hours (Asia/Tokyo)");
  await runs.db.query("update contacts set time_zone = 'America/Lima'");
  expect((await follow()).steps[1]?.outcome.note).toBe("Outside of all hours (America/Lima)");
  await runs.db.query("update contacts set time_zone = null");
});

test("a random split sends a contact the same way again, in a later version as well", async () => {
  const split = (percent: number) =>
    inARow({
      id: "split",
      kind: "randomSplit",
      config: {
        ways: [
          { name: "A", percent },
          { name: "B", percent: 100 - percent },
        ],
      },
    });
  const { id, launch } = await runs.make(split(49.75));
  const everybody = Array.from({ length: 24 }, (_, n) => ({ email: `split-${n}@example.com` }));
  const waysOfAll = async (): Promise<string[]> => {
    const ids = await launch(...everybody);
    const ended = await Promise.all(ids.map((run) => endOf(runs.db, run)));
    return ended.map(({ ways }) => ways["split"] ?? "");
  };
  const first = await waysOfAll();
  expect(new Set(first)).toEqual(new Set(["A", "B"]));
  expect(await waysOfAll()).toEqual(first);

  await updateWorkflow(contextOf(runs.db), id, {
    draft: definitionSchema.parse(split(60)),
    draftRevision: 1,
  });
  await publishWorkflow(contextOf(runs.db), id);
  const third = await waysOfAll();
  expect(third.filter((way, n) => first[n] === "A" && way !== "A")).toEqual([]);
});

test("a check point is noted in the run's journal by its name, and the run goes on", async () => {
  const { follow } = await runs.make(
    inARow(
      { id: "half", kind: "checkPoint", config: { name: "Half-way" } },
      { id: "all", kind: "checkPoint", config: { name: "Nearly there" } },
    ),
  );
  const { status, steps } = await follow();
  expect(status).toBe("completed");
  expect(steps.map(({ outcome }) => outcome["checkPoint"])).toEqual([
    "Half-way",
    "Nearly there",
    undefined,
  ]);
});

test("variables are set by templates and values, counted, and seen by conditions and mails", async () => {
  const set = (id: string, config: object) => ({ id, kind: "setVariable", config });
  const { follow } = await runs.make(
    inARow(
      set("greeting", { name: "greeting", value: "Dear {{ event.params.name | upcase }}" }),
      set("points", { name: "points", type: "number", value: "{{ event.params.total }}" }),
      set("more", { name: "points", type: "number", operation: "add", value: 0.2 }),
      set("less", { name: "points", type: "number", operation: "subtract", value: 3 }),
      set("odd", { name: "points", type: "number", value: "{{ event.params.name }}" }),
      set("vip", { name: "vip", type: "boolean", value: "{{ event.params.vip }}" }),
      set("items", { name: "items", type: "json", value: "{{ event.params.items | json }}" }),
      set("limits", { name: "limits", type: "json", value: { most: [1, { of: 2 }] } }),
      {
        id: "seen",
        kind: "condition",
        config: {
          rule: {
            and: [
              { "==": [{ var: "vars.points" }, 7.3] },
              { "==": [{ var: "vars.vip" }, true] },
              { "==": [{ var: "vars.limits.most.1.of" }, 2] },
              { isEmpty: [{ var: "vars.other" }] },
            ],
          },
        },
      },
      email("mail", "{{ vars.greeting }}: {{ vars.points }}, {{ vars.items.last.name }}"),
    ),
  );
  const items = [{ name: "Mug" }, { name: "Cup" }];
  const { ways, steps } = await follow({
    params: { name: "Ada", total: "10.1", vip: "yes", items },
  });
  expect(ways).toMatchObject({ seen: "yes" });
  expect(steps[4]?.outcome.note).toBe("points stays as it was: the value is no number");
  expect(runs.mail.received.map(({ subject }) => subject)).toContain("Dear ADA: 7.3, Cup");
});

test("conditions know what became of messages, dates relative to now, patterns and lists", async () => {
  const check = (id: string, rule: object) => ({ id, kind: "condition", config: { rule } });
  const now = { var: "now" };
  const { follow } = await runs.make(
    inARow(
      email("mail", "Receipt"),
      check("sent", { "==": [{ var: "messages.mail.sent" }, true] }),
      check("clicked", { "==": [{ var: "messages.mail.clicked" }, true] }),
      check("recent", { after: [param("ordered"), { dateAdd: [now, -3, "days"] }] }),
      check("old", { before: [param("ordered"), { dateAdd: [now, -30, "days"] }] }),
      check("received", { "!": [{ before: [now, { var: "event.receivedAt" }] }] }),
      check("pattern", { matches: [param("sku"), "^[A-Z]{2}-\\d+$"] }),
      check("oneOf", { oneOf: [{ lower: [param("city")] }, ["kyiv", "lviv"]] }),
    ),
  );
  const ordered = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const { ways } = await follow({ params: { ordered, sku: "AB-12", city: "KYIV" } });
  expect(ways).toMatchObject({
    sent: "yes",
    clicked: "no",
    recent: "yes",
    old: "no",
    received: "yes",
    pattern: "yes",
    oneOf: "yes",
  });
});

test("a template that can't be rendered fails the run at its block", async () => {
  const { follow } = await runs.make(
    inARow({
      id: "bad",
      kind: "setVariable",
      config: { name: "x", value: "{% render 'nowhere' %}" },
    }),
  );
  expect(await follow()).toMatchObject({ status: "failed", error: { block: "bad" } });
});
