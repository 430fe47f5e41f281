import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";

export interface MailsOfEvents {
  /** Sends so many events, each about somebody new. */
  send(count: number): Promise<unknown>;
  /** How many were sent so far. */
  sent(): number;
}

/** A workflow that puts whoever has an event into a segment and sends them a mail. */
export async function mailsOfEvents(db: Database): Promise<MailsOfEvents> {
  await makeWorkflow(db, {
    definition: inARow(
      { id: "mark", kind: "addToSegment", config: { segment: "Seen" } },
      email("mail", "Hello", { transactional: true }),
    ),
  });
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  let sent = 0;
  const send = (count: number) =>
    ingest.ingest(
      Array.from({ length: count }, () => {
        const address = `${++sent}@example.com`;
        return incoming({ email: address, keyValue: address });
      }),
    );
  return { send, sent: () => sent };
}
