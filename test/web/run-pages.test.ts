import { describe, expect, test } from "vitest";
import type { Run, Visit } from "../../web/src/api/runs.ts";
import { ApiError } from "../../web/src/api/api-error.ts";
import {
  bodyOf,
  errorAt,
  freshForm,
  hasMore,
} from "../../web/src/pages/builder/panels/test-launch/launch-form.ts";
import { timelineOf } from "../../web/src/pages/runs/model/timeline.ts";
import { runPathOf } from "../../web/src/pages/runs/model/path.ts";
import { runQueryOf } from "../../web/src/pages/runs/run-query.ts";
import { failureOf } from "../../web/src/pages/runs/run-labels.ts";
import { formatShare } from "../../web/src/ui/format-number.ts";
import { formatDuration } from "../../web/src/ui/format-time.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const block = (id: string, kind = "delay") => ({ id, kind, config: {} });
const definition: Run["definition"] = {
  blocks: [
    block("start", "start"),
    block("wait"),
    block("ask"),
    block("goal"),
    block("end", "end"),
  ],
  edges: [
    { from: "start", to: "wait", branch: "next" },
    { from: "wait", to: "ask", branch: "next" },
    { from: "ask", to: "wait", branch: "no" },
    { from: "ask", to: "end", branch: "yes" },
  ],
};

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();

function visit(blockId: string, branch: string, more: Partial<Visit> = {}): Visit {
  return {
    blockId,
    branch,
    name: null,
    kind: "delay",
    visit: 1,
    note: "",
    outcome: {},
    until: null,
    startedAt: at(1),
    endedAt: at(2),
    ...more,
  };
}

const running = { status: "running", at: null, startedAt: at(0), definition } as const;

describe("the way of a run on its canvas", () => {
  test("it leads from the start by the branches that were taken, and counts each visit", () => {
    const visits = [
      visit("wait", "next"),
      visit("ask", "no"),
      visit("wait", "next", { visit: 2 }),
      visit("ask", "yes", { visit: 2 }),
      visit("end", ""),
    ];
    const { blocks, edges } = runPathOf({ ...running, status: "completed", visits });
    expect([...edges].toSorted()).toEqual(["ask no", "ask yes", "start next", "wait next"]);
    expect(blocks.get("wait")).toEqual({ tone: "visited", visits: 2 });
    expect(blocks.has("goal")).toBe(false);
  });

  test("an open wait is where the run is, and no way leads out of it", () => {
    const wait = visit("wait", "next", { endedAt: null, until: at(59) });
    const { blocks, edges } = runPathOf({ ...running, at: "wait", visits: [wait] });
    expect(blocks.get("wait")).toEqual({ tone: "current", visits: 1 });
    expect([...edges]).toEqual(["start next"]);
  });

  test("a block that the journal does not have yet is where the run is, or failed", () => {
    const visits = [visit("wait", "next")];
    expect(runPathOf({ ...running, at: "ask", visits }).blocks.get("ask")?.tone).toBe("current");
    const failed = runPathOf({ ...running, status: "failed", at: "ask", visits });
    expect(failed.blocks.get("ask")?.tone).toBe("failed");
    expect(failed.edges.has("wait next")).toBe(true);
  });

  test("a wait that a stop or a goal cut short was not left by its branch", () => {
    const cut = visit("wait", "next", { until: at(59), endedAt: at(3) });
    const stopped = runPathOf({ ...running, status: "stopped", visits: [cut] });
    expect(stopped.blocks.get("wait")?.tone).toBe("stopped");
    expect([...stopped.edges]).toEqual(["start next"]);
    const reached = runPathOf({
      ...running,
      status: "completed",
      visits: [cut, visit("goal", "next")],
    });
    expect([...reached.edges]).toEqual(["start next"]);
  });

  test("a run that has not begun has no way", () => {
    const { blocks } = runPathOf({ ...running, status: "pending", startedAt: null, visits: [] });
    expect(blocks.size).toBe(0);
  });
});

test("a run's story is in the order of time, its messages with the visits that sent them", () => {
  const story = timelineOf({
    createdAt: at(0),
    endedAt: at(9),
    status: "failed",
    visits: [
      visit("ask", "yes", { startedAt: at(5), outcome: { messageId: "m" } }),
      visit("wait", "next", { startedAt: at(1) }),
    ],
    messages: [{ id: "m" } as Run["messages"][number]],
    retries: [
      {
        number: 1,
        at: at(4),
        from: "failedBlock",
        error: null,
        failedAt: null,
        fromVersion: null,
        toVersion: null,
        visits: [],
      },
    ],
    stops: [{ by: "hand", eventId: null, reason: null, requestedAt: at(8), state: "obsolete" }],
    moves: [
      {
        fromVersion: 1,
        toVersion: 2,
        blockId: "wait",
        toBlock: "wait",
        at: at(3),
        bulkActionId: "b",
      },
    ],
  });
  expect(story.map(({ key }) => key)).toEqual([
    "launched",
    "visit wait 1",
    "move b",
    "retry 1",
    "visit ask 1",
    "stop 0",
    "ended",
  ]);
  expect(story[4]).toMatchObject({ message: { id: "m" } });
  expect(story[1]).toMatchObject({ message: undefined });
});

test("the list asks for a block and a version only together with their workflow", () => {
  const now = Date.parse("2026-03-01T12:00:31.500Z");
  const ofBlock = { blockId: "wait", blockState: "waiting", version: "2", key: "A-", from: "7d" };
  expect(runQueryOf({ ...ofBlock, workflowId: "w" }, now)).toMatchObject({
    workflowId: "w",
    blockId: "wait",
    blockState: "waiting",
    version: "2",
    search: "A-",
    from: "2026-02-22T12:00:00.000Z",
  });
  const alone = runQueryOf(ofBlock, now);
  expect([alone["blockId"], alone["blockState"], alone["version"]]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("durations and shares read as people say them", () => {
  const took = (seconds: number) =>
    formatDuration(at(0), new Date(Date.parse(at(0)) + seconds * 1_000).toISOString());
  expect([0.42, 12, 75, 3_600, 93_600, 59.7].map(took)).toEqual([
    "0.4 s",
    "12 s",
    "1 min 15 s",
    "1 h",
    "1 d 2 h",
    "1 min",
  ]);
  expect([formatShare(1, 3), formatShare(1, 5_000), formatShare(0, 7), formatShare(0, 0)]).toEqual([
    "33 %",
    "0.1 %",
    "0 %",
    "",
  ]);
  expect(failureOf({ block: "ask", message: "no" })).toEqual({ block: "ask", message: "no" });
  expect(failureOf(null)).toBeNull();
});

describe("the form of a test launch", () => {
  const form = freshForm("orderPaid");
  const past = {
    id: "e",
    type: { id: "t", key: "cartLeft", name: "Cart left" },
    key: "C-1",
    params: { total: 5 },
    identities: [{ kind: "email", value: "a@example.com" }],
  } as unknown as NonNullable<Parameters<typeof bodyOf>[1]>;

  test("for a contact it needs the contact, for a past event the event", () => {
    expect(bodyOf(form, undefined)).toBeNull();
    expect(bodyOf({ ...form, contactId: "c" }, undefined)).toEqual({
      version: "draft",
      skipWaiting: true,
      callWebhooks: false,
      contactId: "c",
    });
    expect(bodyOf({ ...form, subject: "past" }, undefined)).toBeNull();
  });

  test("a past event is sent as it was, with its contact or with what had named nobody known", () => {
    const chosen = {
      ...form,
      subject: "past",
      version: "3",
      recipient: " me@example.com ",
    } as const;
    const event = {
      eventTypeKey: "cartLeft",
      keyValue: "C-1",
      params: { total: 5 },
      contact: { email: "a@example.com" },
    };
    const options = { skipWaiting: true, callWebhooks: false };
    const shared = { version: 3, ...options, recipient: "me@example.com", event };
    expect(bodyOf(chosen, { ...past, contactId: "c" })).toEqual({ ...shared, contactId: "c" });
    expect(bodyOf(chosen, { ...past, contactId: null })).toEqual(shared);
  });

  test("faults stand at their fields, and only others are said besides", () => {
    const refusal = (path: string) =>
      new ApiError(400, { detail: "invalid", errors: [{ path, message: "is missing" }] });
    expect(errorAt(refusal("event.params.Email"), "event.params")).toBe("Email is missing");
    expect(errorAt(refusal("event.keyValue"), "event.keyValue")).toBe("is missing");
    expect(errorAt(refusal("event.paramsOf"), "event.params")).toBeUndefined();
    expect(hasMore(refusal("recipient"))).toBe(false);
    expect(hasMore(refusal("event.messageId"))).toBe(true);
    expect(hasMore(new ApiError(404, { detail: "there is no contact" }))).toBe(true);
    expect(hasMore(null)).toBe(false);
  });
});
