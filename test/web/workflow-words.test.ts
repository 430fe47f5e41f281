import { describe, expect, test } from "vitest";
import { difference } from "../../web/src/pages/builder/commands/diff.ts";
import { changeLines } from "../../web/src/pages/workflows/change-lines.ts";
import { forecast } from "../../web/src/pages/workflows/forecast.ts";
import { readCampaign } from "../../web/src/pages/workflows/read-campaign.ts";
import { activeRunsText } from "../../web/src/pages/workflows/active-runs-text.ts";
import { outgoingMessages } from "../../web/src/pages/workflows/outgoing-messages.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const eventType = { id: "t", key: "orderDELIVERED", name: "Order delivered" };
const start = {
  frequency: { kind: "each" },
  filter: null,
  forEachMemberOf: null,
  eventType,
} as const;
const week = (events: number) => [9_999, 0, 0, 0, 0, 0, 0, events];

describe("what to expect of a start", () => {
  test("is told from the last seven days, and warns of each time with many events", () => {
    const told = forecast(start, week(1_240));
    expect(told.text).toBe(
      "orderDELIVERED came 1,240 times in the last 7 days: about 177 runs a day",
    );
    expect(told.advice).toMatch(/Once in every/);
    expect(forecast(start, week(12))).toEqual({
      text: "orderDELIVERED came 12 times in the last 7 days: about 2 runs a day",
      advice: null,
    });
    expect(forecast(start, week(1)).text).toMatch(/came once .*: about 1 run a week$/);
    expect(forecast(start, week(0)).text).toBe("orderDELIVERED did not come in the last 7 days");
  });

  test("is a bound where a frequency or a filter holds events back", () => {
    const once = { ...start, frequency: { kind: "once" } } as const;
    expect(forecast(once, week(1_240))).toMatchObject({
      text: expect.stringMatching(/at most 177 runs a day$/),
      advice: null,
    });
    const filtered = { ...start, filter: { "==": [1, 1] } };
    expect(forecast(filtered, week(70)).text).toMatch(/at most 10 runs a day$/);
  });

  test("does not count runs of a segment's members", () => {
    const members = { ...start, forEachMemberOf: { segment: "VIP" } };
    expect(forecast(members, week(3)).text).toMatch(/every member of the segment$/);
  });
});

describe("what a workflow sends", () => {
  const kind = (label: string, group: string, why: string | null = null) => ({
    label,
    group,
    availability: { available: why === null, why },
  });
  const kinds = new Map([
    ["start", kind("Start", "ends")],
    ["sendEmail", kind("Send e-mail", "messages")],
    ["sendSms", kind("Send SMS", "messages", "the SMS channel is not set up")],
    ["sendToSegment", kind("Send to segment", "messages")],
    ["webhook", kind("Webhook", "data")],
  ]);
  const told = (kindName: string, config: Record<string, unknown>, name?: string) =>
    outgoingMessages({ blocks: [{ id: "b", kind: kindName, config, name }], edges: [] }, kinds)[0];

  test("names each sending block, what it says and to whom", () => {
    expect(told("start", {})).toBeUndefined();
    expect(told("sendEmail", { subject: "Hello", topic: "news" }, "Greeting")).toMatchObject({
      name: "Greeting",
      content: "“Hello”",
      recipient: "the contact of the run, by the topic news",
    });
    expect(told("sendToSegment", { segment: "VIP", subject: "Sale" })?.recipient).toBe(
      "every member of “VIP”",
    );
    const messages = [{ kind: "sendSms", config: { text: "Sale" } }];
    expect(told("sendToSegment", { segment: "VIP", messages })).toMatchObject({
      content: "the first that reaches them: “Sale”",
      recipient: "every member of “VIP”",
    });
    expect(told("webhook", { url: "https://example.com" })?.recipient).toBeNull();
  });

  test("says of a channel that is not set up that nothing is sent", () => {
    expect(told("sendSms", {})?.whyNot).toBe("the SMS channel is not set up");
    expect(told("sendEmail", {})?.whyNot).toBeNull();
  });
});

test("a publication says how many blocks it adds, changes and removes, by their names", () => {
  const block = (id: string, config = {}, name = id) => ({ id, kind: "delay", config, name });
  const before = {
    blocks: [block("a"), block("b")],
    edges: [{ from: "a", to: "b", branch: "next" }],
  };
  const after = { blocks: [block("a", { amount: 2 }, "Wait"), block("c")], edges: [] };
  expect(changeLines(difference(before, after), after, new Map())).toEqual([
    "1 block added: c",
    "1 block changed: Wait",
    "1 block removed: b",
    "1 branch leads elsewhere",
  ]);
});

test("active runs are counted in the sentence that follows a change", () => {
  const none = { fanOutId: null, bulkActionId: null };
  expect(activeRunsText({ count: 0, now: "continue", ...none })).toBe("");
  expect(activeRunsText({ count: 1, now: "continue", ...none })).toBe(" 1 active run goes on.");
  expect(activeRunsText({ count: 1_200, now: "stopping", ...none })).toBe(
    " 1,200 active runs are being stopped.",
  );
  expect(activeRunsText({ count: 2, now: "moving", ...none })).toBe(
    " 2 active runs are asked to go on in it.",
  );
});

test("a file that is no export is told apart before the API is asked", () => {
  expect(readCampaign("{").outcome).toBe("not");
  expect(readCampaign("[]").outcome).toBe("not");
  expect(readCampaign('{"segments":[]}').outcome).toBe("not");
  expect(readCampaign('{"workflows":[],"contacts":[{}]}')).toMatchObject({
    outcome: "read",
    campaign: { contacts: 1, orders: 0 },
  });
});
