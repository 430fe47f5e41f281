import { goalBody } from "../../src/contract/api/goal.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { changeGoal } from "../../src/services/goals/workflow.ts";
import { changeHoldout } from "../../src/services/holdouts/workflow.ts";
import { makeWorkflow, startOnOrder } from "./campaign.ts";
import { contextOf } from "./context.ts";
import { incoming } from "./events.ts";

const mail = { subject: "Hello", html: "<p>Hello</p>", transactional: false };

const definition = {
  blocks: [
    { id: "start", kind: "start" },
    {
      id: "split",
      kind: "randomSplit",
      name: "Which subject",
      config: {
        ways: [
          { name: "A", percent: 50 },
          { name: "B", percent: 50 },
        ],
      },
    },
    { id: "mailA", kind: "sendEmail", name: "=Short subject", config: mail },
    { id: "mailB", kind: "sendEmail", name: "Long subject", config: mail },
    { id: "end", kind: "end" },
  ],
  edges: [
    { from: "start", to: "split" },
    { from: "split", branch: "A", to: "mailA" },
    { from: "split", branch: "B", to: "mailB" },
    { from: "mailA", to: "end" },
    { from: "mailB", to: "end" },
  ],
};

/** The way of a run through the split to its mail, as its blocks would have written it. */
const goes = `
  with split as (insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, ended_at)
                 values ($1, 'split', 1, 1, 'randomSplit', $2, '{}', clock_timestamp())),
       mail as (insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, ended_at)
                values ($1, 'mail' || $2, 1, 2, 'sendEmail', 'next', '{"state": "sent"}', clock_timestamp())),
       done as (update runs set status = 'completed', started_at = clock_timestamp(),
                                ended_at = clock_timestamp() where id = $1)
  insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                        subject, html, body_text, transactional, state, sent_at, delivered_at, opens,
                        clicks, clicked_at)
  select $3, r.id, 'mail' || $2, 1, r.workflow_id, r.contact_id, 'email', 'a', 'b', 'c', '', '', false, 'sent',
         clock_timestamp(), clock_timestamp(), 1, 1, clock_timestamp() from runs r where r.id = $1`;

export interface Reported {
  workflowId: string;
  treated: number;
  heldOut: number;
}

/**
 * A workflow with a split, a mail on each of its ways, a goal and a holdout, of which everybody has
 * clicked, and every second contact of branch A and every fifth of B has bought for ten euros.
 */
export async function reportedWorkflow(db: Database, contacts = 200): Promise<Reported> {
  const workflow = await makeWorkflow(db, {
    name: "Cart left",
    definition,
    bindings: [{ ...startOnOrder, eventTypeKey: "cart" }],
  });
  const context = contextOf(db);
  const ingest = createIngest(db);
  await ingest.ingest([incoming({ typeKey: "paid", email: "nobody@example.com" })]);
  await changeHoldout(context, workflow.id, { percent: 40 });
  const goal = {
    eventTypeKey: "paid",
    window: { every: 7, unit: "days" },
    value: { kind: "order" },
  };
  await changeGoal(context, workflow.id, goalBody.parse(goal));
  const addresses = Array.from({ length: contacts }, (_, index) => `p${index}@example.com`);
  const carts = await ingest.ingest(
    addresses.map((email) => incoming({ typeKey: "cart", email, keyValue: email })),
  );
  const bought: string[] = [];
  const count = { A: 0, B: 0, heldOut: 0 };
  for (const [index, result] of carts.entries()) {
    const decision = "decisions" in result ? result.decisions[0] : undefined;
    const address = addresses[index] ?? "";
    if (decision?.runId === undefined) {
      if (count.heldOut++ % 10 === 0) bought.push(address);
      continue;
    }
    const branch = (count.A + count.B) % 2 === 0 ? "A" : "B";
    await db.query(goes, [decision.runId, branch, newId()]);
    if (count[branch]++ % (branch === "A" ? 2 : 5) === 0) bought.push(address);
  }
  await ingest.ingest(
    bought.map((email) =>
      incoming({
        typeKey: "paid",
        email,
        keyValue: email,
        params: { totalCost: 10, currency: "EUR" },
      }),
    ),
  );
  await ingest.close();
  return { workflowId: workflow.id, treated: count.A + count.B, heldOut: count.heldOut };
}
