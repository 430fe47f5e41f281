import { expect, test } from "vitest";
import { messageIdOf } from "../../src/domain/run-id.ts";
import { mailBlock } from "../../replay/campaign.ts";
import { check } from "../../replay/check.ts";
import { disturber } from "../../replay/disturb.ts";
import type { FoundMail } from "../../replay/mails.ts";
import type { Found } from "../../replay/observe.ts";
import type { Purchase } from "../../replay/purchases.ts";
import { parsePurchases } from "../../replay/purchases.ts";

const sample = [
  " 00004 0001 19970101  2   29.33\r",
  " 00004 0001 19970118  2   29.73\r",
  " 00021 0002 19970101  3   63.34\r",
  "",
].join("\n");

const purchases = parsePurchases(sample, "sample");

test("a line of the sample is a purchase, under the customer's id in the whole history", () => {
  expect(purchases).toHaveLength(3);
  expect(purchases[1]).toEqual({
    orderId: "CDNOW-00002",
    customer: "00004",
    email: "customer-00004@cdnow.example",
    date: "1997-01-18T00:00:00Z",
    quantity: 2,
    total: 29.73,
  });
});

test("the master has a heading and one id", () => {
  const text = " customer_id  date number_of_cds  dollar_value\r\n 00002 19970112  5   77.00\r\n";
  const [only] = parsePurchases(text, "master");
  expect(only).toMatchObject({ customer: "00002", date: "1997-01-12T00:00:00Z", total: 77 });
});

test("a line that is no purchase is named", () => {
  expect(() => parsePurchases(`${sample} 00021 0002 1997\n`, "sample")).toThrow(/line 4/);
  expect(() => parsePurchases(sample, "master")).toThrow(/line 1/);
});

/** What a system that did everything right would show. */
function allRight(): Found & { mails: FoundMail[] } {
  const runs = purchases.map(({ orderId }, index) => ({
    id: `run-${index}`,
    status: "completed",
    event: { key: orderId },
  }));
  const firsts = runs.filter(({ event }) => event.key !== "CDNOW-00002");
  const messages = runs.map(({ id }) => ({
    id: messageIdOf({ runId: id, blockId: mailBlock, visit: 1 }),
    runId: id,
    state: "sent",
    attempts: 1,
  }));
  return {
    events: purchases.map(({ orderId }) => orderId),
    runs: { each: runs, once: structuredClone(firsts), day: structuredClone(firsts) },
    members: { once: 2, day: 2 },
    messages,
    mails: purchases.map((purchase, index) => mailOf(purchase, messages[index]?.id ?? "")),
  };
}

function mailOf({ orderId, total, quantity, email }: Purchase, messageId: string): FoundMail {
  const body = `Thank you\nOrder: ${orderId}\nTotal: ${total} USD\nQuantity: ${quantity}\nCustomer: ${email}\n`;
  return { messageId, to: email, bodies: [body, `\n ${body}`] };
}

test("a system that did everything right passes", () => {
  const { faults, rows, again } = check(purchases, allRight());
  expect(faults).toEqual([]);
  expect(rows.every(({ expected, found }) => expected === found)).toBe(true);
  expect(again).toBe(0);
});

/** Spoils what was found, and tells the faults that the check sees. */
function faultsAfter(spoil: (found: ReturnType<typeof allRight>) => void): string {
  const found = allRight();
  spoil(found);
  return check(purchases, found).faults.join("\n");
}

test("a missing mail is found", () => {
  expect(faultsAfter(({ mails }) => mails.splice(1, 1))).toContain(
    "CDNOW-00002: its mail is missing",
  );
});

test("a doubled mail is found, also under another Message-ID", () => {
  const same = faultsAfter(({ mails }) => mails.push(...mails.slice(0, 1)));
  expect(same).toContain("CDNOW-00001: its mail came 2 times");
  const other = faultsAfter(({ mails }) => {
    mails.push(...mails.slice(0, 1).map((mail) => ({ ...mail, messageId: "another" })));
  });
  expect(other).toContain("a mail of no run: another");
});

test("a receipt that was tried twice may have come twice, and is told of", () => {
  const found = allRight();
  found.mails.push(...found.mails.slice(0, 1));
  for (const message of found.messages.slice(0, 1)) message.attempts = 2;
  expect(check(purchases, found)).toMatchObject({ faults: [], again: 1 });
});

test.each([
  "Order: CDNOW-00001",
  "Total: 29.33 USD",
  "Quantity: 2",
  "Customer: customer-00004@cdnow.example",
])('a mail without "%s" in one of its bodies is found', (line) => {
  const spoilt = faultsAfter(({ mails: [mail] }) => {
    if (mail !== undefined) mail.bodies[1] = mail.bodies[1]?.replace(line, "Order: other") ?? "";
  });
  expect(spoilt).toContain("CDNOW-00001: its mail is wrong");
});

test("a mail with another order's details is found, and one that went to somebody else", () => {
  const swapped = faultsAfter(({ mails: [first, second] }) => {
    if (first && second) [first.bodies, second.bodies] = [second.bodies, first.bodies];
  });
  expect(swapped).toContain("CDNOW-00001: its mail is wrong");
  const astray = faultsAfter(({ mails }) =>
    mails.splice(0, 1, ...mails.slice(0, 1).map((mail) => ({ ...mail, to: "x@y.z" }))),
  );
  expect(astray).toContain("it went to x@y.z");
});

test("a missing, a doubled, an unfinished and a wrongly launched run are found", () => {
  expect(faultsAfter(({ runs }) => runs.each.pop())).toContain("each time: CDNOW-00003 has no run");
  expect(faultsAfter(({ runs }) => runs.once.push(...runs.once.slice(0, 1)))).toContain(
    "once: CDNOW-00001 has 2 runs",
  );
  expect(
    faultsAfter(({ runs: { day } }) =>
      day.splice(0, 1, { id: "r", status: "failed", event: { key: "CDNOW-00001" } }),
    ),
  ).toContain("run r is failed");
  // The second purchase of a customer instead of the first: it should have been suppressed.
  const late = faultsAfter(({ runs: { once } }) =>
    once.splice(0, 1, { id: "r", status: "completed", event: { key: "CDNOW-00002" } }),
  );
  expect(late).toContain("once: CDNOW-00002 should have started no run");
});

test("a lost and a doubled event are found", () => {
  expect(faultsAfter(({ events }) => events.pop())).toContain("events kept: 2, not 3");
  expect(faultsAfter(({ events }) => events.push("CDNOW-00001"))).toContain(
    "an event is kept twice",
  );
});

test("kills are spread over the way, each made once", async () => {
  const killed: string[] = [];
  const disturb = disturber(
    { kills: 2, restarts: 1 },
    (part) => Promise.resolve(void killed.push(part)),
    () => undefined,
  );
  for (const share of [0, 0.2, 0.34, 0.4, 0.51, 0.6, 0.7, 1]) await disturb.progress(share);
  expect(killed).toEqual(["worker", "temporal", "worker"]);
  expect(disturb.done).toEqual({ worker: 2, temporal: 1 });
});
