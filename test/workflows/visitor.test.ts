import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { afterwards } from "../support/afterwards.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";

const account: Identity = { kind: "contactId", value: "42" };
const device: Identity = { kind: "anonymousId", value: "tab-1" };
const address: Identity = { kind: "email", value: "ada@example.com" };

test("a visitor who signs in while their run waits gets its mail, and the account's event ends the wait", async () => {
  const real = await realRuns("visitor");
  const ingest = createIngest(real.db);
  afterwards(() => ingest.close());
  const wait = { id: "wait", kind: "waitForEvent" };
  const config = { eventTypeKey: "browsed", timeout: { amount: 3, unit: "days" } };
  const workflow = await real.make(inARow({ ...wait, config }, email("mail", "Your cart")));
  await ingest.ingest([incoming({ typeKey: "seen", identities: [account, address] })]);
  const [id = ""] = await workflow.launch({ identities: [device] });
  await eventually("the run to wait", async () => {
    const rows = await real.db.query("select 1 from run_waits where run_id = $1", [id]);
    return rows.length === 1;
  });
  await ingest.ingest([incoming({ typeKey: "signedIn", identities: [account, device] })]);
  await ingest.ingest([incoming({ typeKey: "browsed", identities: [account] })]);
  expect((await endOf(real.db, id)).status).toBe("completed");
  expect(real.mail.mailsTo("ada@example.com").map(({ subject }) => subject)).toEqual(["Your cart"]);
});
