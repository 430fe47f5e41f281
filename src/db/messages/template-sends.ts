import type { MessageState } from "./message-rows.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** Marketing respects who has unsubscribed; what is transactional is sent to them too. */
export type Manner = "marketing" | "transactional";

export interface TemplateSend {
  workflowId: string;
  eventTypeKey: string;
  revision: number;
  /** Of the workflow, as a release made it. */
  form: number;
  /** Its workflow can't be started any more. */
  isOver: boolean;
}

/** Locks a template, so that of two requests one makes its workflow. @returns its name and revision */
export async function lockTemplate(
  sql: Sql,
  id: string,
): Promise<{ name: string; revision: number } | undefined> {
  const [row] = await sql.query<{ name: string; revision: number }>(
    "select name, revision from templates where id = $1 for update",
    [id],
  );
  return row;
}

/** How a template is sent by requests, where that is of its newest revision and in this form. */
export async function currentSend(
  sql: Sql,
  templateId: string,
  manner: Manner,
  form: number,
): Promise<TemplateSend | undefined> {
  const send = await sendOfTemplate(sql, templateId, manner);
  const [template] = await sql.query<{ revision: number }>(
    "select revision from templates where id = $1",
    [templateId],
  );
  if (send === undefined || send.isOver) return undefined;
  return send.revision === template?.revision && send.form === form ? send : undefined;
}

export async function sendOfTemplate(
  sql: Sql,
  templateId: string,
  manner: Manner,
): Promise<TemplateSend | undefined> {
  const table = manner === "transactional" ? "transactional_sends" : "template_sends";
  const [row] = await sql.query<TemplateSend>(
    `select s.workflow_id as "workflowId", s.event_type_key as "eventTypeKey", s.revision, s.form,
            w.status = 'archived' as "isOver"
       from ${table} s join workflows w on w.id = s.workflow_id where s.template_id = $1`,
    [templateId],
  );
  return row;
}

export async function putTemplateSend(
  sql: Sql,
  templateId: string,
  manner: Manner,
  send: Omit<TemplateSend, "isOver">,
): Promise<void> {
  const table = manner === "transactional" ? "transactional_sends" : "template_sends";
  await sql.query(
    `insert into ${table} (template_id, workflow_id, event_type_key, revision, form)
     values ($1, $2, $3, $4, $5)
     on conflict (template_id) do update
       set workflow_id = excluded.workflow_id, event_type_key = excluded.event_type_key,
           revision = excluded.revision, form = excluded.form`,
    [templateId, send.workflowId, send.eventTypeKey, send.revision, send.form],
  );
}

interface RequestedRun {
  messageId: string;
  runId: string;
}

const requestedArrays = rowArrays<RequestedRun>({
  message_id: ["uuid", ({ messageId }) => messageId],
  run_id: ["uuid", ({ runId }) => runId],
});

export async function recordRequested(sql: Sql, messages: readonly RequestedRun[]): Promise<void> {
  await sql.query(
    `insert into requested_messages (${requestedArrays.names})
     select * from ${requestedArrays.unnest} on conflict do nothing`,
    requestedArrays.values(messages),
  );
}

export interface RequestedMessage {
  id: string;
  /** Null when its run has not come to it, or ended without it. */
  state: MessageState | null;
  runStatus: string | null;
  recipient: string | null;
  opened: boolean;
  clicked: boolean;
}

/** Messages by id: those that are there, and those that were asked for. */
export async function requestedMessages(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, RequestedMessage>> {
  const rows = await sql.query<RequestedMessage>(
    `select i.id, m.state, r.status as "runStatus", m.recipient,
            coalesce(m.opens, 0) > 0 as opened, coalesce(m.clicks, 0) > 0 as clicked
       from unnest($1::uuid[]) as i (id)
       left join messages m on m.id = i.id
       left join requested_messages q on q.message_id = i.id
       left join runs r on r.id = coalesce(m.run_id, q.run_id)
      where m.id is not null or q.message_id is not null`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
