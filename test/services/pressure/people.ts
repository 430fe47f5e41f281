import { randomUUID } from "node:crypto";
import type { Database, Sql } from "../../../src/db/core/database.ts";
import type { Cap } from "../../../src/domain/pressure/cap.ts";
import type { PressureSettings } from "../../../src/domain/pressure/settings.ts";
import { defaultPressure, rulesFor } from "../../../src/domain/pressure/settings.ts";
import type { PressureWish } from "../../../src/services/pressure/gate.ts";
import { makeWorkflow } from "../../support/campaign.ts";

export const hourly: Cap = {
  channels: "all",
  limit: 2,
  window: "rolling",
  every: 24,
  unit: "hours",
};

/** Makes runs whose messages want to go, as blocks would ask. */
export async function wishesOf(db: Database) {
  const workflow = await makeWorkflow(db, { name: "Welcome" });
  return async (given: {
    contactId: string;
    settings?: Partial<PressureSettings>;
    channel?: string;
    priority?: number;
    timeZone?: string;
    transactional?: boolean;
  }): Promise<PressureWish> => {
    const { contactId, channel = "email", priority = 5, timeZone = "UTC" } = given;
    const runId = randomUUID();
    await db.query(
      `insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key,
                         contact_id, status, created_at)
       values ($1::uuid, $1::text, $2, $3, $4, $1::uuid, 'k', $5, 'running', now())`,
      [runId, workflow.bindings[0], workflow.id, workflow.versionId, contactId],
    );
    const settings = { ...defaultPressure, ...given.settings };
    return {
      messageId: runId,
      runId,
      blockId: "mail",
      visit: 1,
      kind: "sendEmail",
      workflowId: workflow.id,
      contactId,
      channel,
      priority,
      rules: rulesFor(settings, { channel, transactional: given.transactional ?? false }),
      timeZone,
    };
  };
}

export async function endRun(db: Database, { runId }: PressureWish): Promise<void> {
  await db.query("update runs set status = 'stopped', ended_at = now() where id = $1", [runId]);
}

/** Keeps a message of a run as sent or being sent, for its state to be changed. */
export async function keepMessage(db: Sql, wish: PressureWish): Promise<void> {
  await db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                           sender, subject, html, body_text, transactional, state)
     values ($1, $2, 'mail', 1, $3, $4, $5, 'ada@example.com', 'us', 'Hello', '', '', false, 'sending')`,
    [wish.messageId, wish.runId, wish.workflowId, wish.contactId, wish.channel],
  );
}
