import { expect, test } from "vitest";
import { makeWorkflow } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

test("two workers, one killed among 64 runs of one contact: never over the cap, and no place is lost", async () => {
  const { db, mail, ask, ingest, settings } = await stack({ worker: false });
  const cap = { limit: 8, every: 24, unit: "hours" };
  await ask("PUT", "/pressure", { caps: [cap] });
  await makeWorkflow(db, { name: "Offers", definition: inARow(email("mail", "Offer")) });
  const [doomed] = await Promise.all([workerProcess(settings), workerProcess(settings)]);
  await ingest.ingest(Array.from({ length: 64 }, (_, index) => incoming({ keyValue: `${index}` })));
  await eventually("the first mails", () => Promise.resolve(mail.received.length > 2));
  await doomed.kill();
  await db.query("update runs set lease_until = now() where lease_until is not null");

  const counted = async (): Promise<{ held: number; gone: number; places: number }> => {
    const [row] = await db.query<{ held: number; gone: number; places: number }>(
      `select count(*) filter (where state = 'held') as held,
              count(*) filter (where state in ('sent', 'unknown')) as gone,
              (select count(*) from pressure_taken) as places
         from messages`,
    );
    return row ?? { held: 0, gone: 0, places: 0 };
  };
  await eventually("56 that wait", async () => {
    const { held, gone } = await counted();
    return held === 56 && gone === 8;
  });
  expect(await counted()).toEqual({ held: 56, gone: 8, places: 8 });
  expect(mail.received.length).toBeLessThanOrEqual(8);

  // As if the places had become free: all go, each once.
  await ask("PUT", "/pressure", { caps: [{ ...cap, limit: 64 }] });
  await eventually("all that have gone", async () => (await counted()).gone === 64);
  expect(await counted()).toEqual({ held: 0, gone: 64, places: 64 });
  expect(mail.received.length).toBeLessThanOrEqual(64);
});
