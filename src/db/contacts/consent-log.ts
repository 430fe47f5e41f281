import type { ConsentSource } from "../../domain/consent.ts";
import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export type LoggedState = "subscribed" | "unsubscribed" | "pending" | "forgotten";

export interface NewConsentEntry {
  contactId: string;
  /** Null: of all marketing. */
  topic: string | null;
  /** Null: by every channel. */
  channel: string | null;
  state: LoggedState;
  source: ConsentSource;
  messageId: string | null;
  runId: string | null;
}

export interface ConsentEntry extends Omit<NewConsentEntry, "contactId"> {
  id: number;
  actorKind: string | null;
  actorId: string | null;
  at: Date;
}

const actor = "string_to_array(nullif(current_setting('campanile.actor', true), ''), ':')";

const entries = bulkInsert<NewConsentEntry>(
  "consent_log",
  {
    contact_id: ["uuid", ({ contactId }) => contactId],
    topic: ["text", ({ topic }) => topic],
    channel: ["text", ({ channel }) => channel],
    state: ["text", ({ state }) => state],
    source: ["text", ({ source }) => source],
    message_id: ["uuid", ({ messageId }) => messageId],
    run_id: ["uuid", ({ runId }) => runId],
  },
  {
    fixed: {
      actor_kind: `(${actor})[1]`,
      actor_id: `nullif((${actor})[2], '')::uuid`,
    },
  },
);

export async function logConsent(sql: Sql, changes: readonly NewConsentEntry[]): Promise<void> {
  if (changes.length === 0) return;
  await sql.query({ name: "log-consent", text: entries.text }, entries.values(changes));
}

/** What a contact has said and taken back, newest first, below `behind` if given. */
export async function consentLogOf(
  sql: Sql,
  contactId: string,
  limit: number,
  behind: number | null,
): Promise<ConsentEntry[]> {
  return sql.query<ConsentEntry>(
    `select id, topic, channel, state, source, message_id as "messageId", run_id as "runId",
            actor_kind as "actorKind", actor_id as "actorId", at
       from consent_log where contact_id = $1 and ($3::bigint is null or id < $3)
      order by id desc limit $2`,
    [contactId, limit, behind],
  );
}
