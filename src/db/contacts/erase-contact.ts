import { blockKinds } from "../../blocks/registry.ts";
import { writtenEmails } from "../../domain/email-address.ts";
import type { Identity } from "../../domain/identity.ts";
import type { Sql } from "../core/database.ts";

const kindsThatSend = [...blockKinds.values()]
  .filter(({ place }) => place === "message")
  .map(({ kind }) => kind);

/**
 * Erases what is known of a person: the contact with its identities, memberships and topics, what events,
 * orders and messages say of it. Their rows stay, with ids and numbers only, so that histories and
 * counts still add up; runs and events keep the bare contact id, which leads to nobody.
 */
export async function eraseContact(
  sql: Sql,
  id: string,
  identities: readonly Identity[],
): Promise<void> {
  const values = identities
    .flatMap(({ kind, value }) => (kind === "email" ? writtenEmails(value) : [value]))
    .map((value) => value.toLowerCase());
  const digits = identities
    .filter(({ kind }) => kind === "phone")
    .map(({ value }) => value.replaceAll(/\D/g, ""));
  await claimTests(sql, id, values);
  // Before what names them is gone.
  await sql.query(
    `delete from attached_files
      where id in (select f #>> '{}' from events e, jsonb_path_query(e.params, '$.**.file') as f
                    where e.contact_id = $1
                   union
                   select f #>> '{}' from messages m, jsonb_path_query(m.content, '$.attachments[*].file') as f
                    where m.contact_id = $1)`,
    [id],
  );
  await sql.query(
    `update events
        set params = '{}', identities = '[]', conflict = null, ignored = null, key_value = ${keyWithoutPerson("key_value")}
      where contact_id = $1`,
    [id, values, digits],
  );
  await sql.query(
    `update fan_outs set params = '{}', key_value = ${keyWithoutPerson("key_value")}
      where event_id in (select e.id from events e where e.contact_id = $1)
         or run_id in (select r.id from runs r where r.contact_id = $1)`,
    [id, values, digits],
  );
  await sql.query(
    `update runs set event_key = ${keyWithoutPerson("event_key")} where contact_id = $1`,
    [id, values, digits],
  );
  // What its runs have learnt: answers of webhooks, promo codes, whatever blocks have set.
  await sql.query("update runs set variables = '{}' where contact_id = $1 and variables <> '{}'", [
    id,
  ]);
  await sql.query(
    "delete from webhook_calls where run_id in (select id from runs where contact_id = $1)",
    [id],
  );
  await sql.query("update promo_codes set contact_id = null where contact_id = $1", [id]);
  await sql.query(
    "delete from link_clicks where message_id in (select id from messages where contact_id = $1)",
    [id],
  );
  await sql.query(
    `update channel_reports set address = null, words = null, url = null
      where message_id in (select id from messages where contact_id = $1)
         or md5(address) in (select md5(value) from unnest($2::text[]) as value)`,
    [id, identities.map(({ value }) => value)],
  );
  // The hash of an address goes on keeping messages away from it.
  await sql.query(
    `update suppressions set address = null, words = null
      where message_id in (select id from messages where contact_id = $1)
         or address_hash in (select sha256(convert_to(value, 'UTF8')) from unnest($2::text[]) as value)`,
    [id, identities.map(({ value }) => value)],
  );
  await sql.query("update activity_outbox set detail = null where contact_id = $1", [id]);
  await sql.query(
    `update message_log set detail = null
      where message_id in (select id from messages where contact_id = $1)`,
    [id],
  );
  await sql.query(
    `update messages
        set recipient = '', subject = '', content = null, html = '', body_text = '', links = '[]', response = null,
            held_back = null,
            error = case when state in ('queued', 'held') then 'the contact was erased' end,
            state = case state when 'queued' then 'failed' when 'held' then 'dropped' else state end
      where contact_id = $1`,
    [id],
  );
  await sql.query("delete from pressure_taken where contact_id = $1", [id]);
  await sql.query("delete from pressure_waiting where contact_id = $1", [id]);
  await sql.query("delete from product_interest where contact_id = $1", [id]);
  // A test launch keeps its event, and whom it was about.
  await sql.query(
    `update runs
        set test = test || jsonb_build_object('contact', null, 'recipient', null,
              'event', (test->'event') || '{"params": {}, "keyValue": "erased"}')
      where test is not null and contact_id = $1`,
    [id],
  );
  // The note of a failed message may quote the server, and the server the address.
  await sql.query(
    `update run_steps set outcome = jsonb_set(outcome, '{note}', '"erased"', false)
      where kind = any($2::text[]) and run_id in (select id from runs where contact_id = $1)`,
    [id, kindsThatSend],
  );
  // The same where a run that began again keeps its former way.
  await sql.query(
    "update run_retries set way = '[]' where run_id in (select id from runs where contact_id = $1)",
    [id],
  );
  await sql.query("update orders set details = '{}', updated_at = now() where contact_id = $1", [
    id,
  ]);
  await sql.query(
    `delete from inbox_mails
      where exists (select from unnest(recipients) as r where lower(r) = any($1::text[]))`,
    [values],
  );
  await sql.query("delete from chat_threads where lower(address) = any($1::text[])", [values]);
  await sql.query("delete from contacts where id = $1", [id]);
}

/** Test launches about somebody unknown, who is this person: theirs, to be erased with the rest. */
async function claimTests(sql: Sql, id: string, values: readonly string[]): Promise<void> {
  await sql.query(
    `with theirs as (
       update runs set contact_id = $1
        where test is not null and contact_id <> $1
          and (lower(test->'contact'->>'email') = any($2::text[])
               or lower(test->'contact'->>'phone') = any($2::text[]))
       returning id)
     update messages set contact_id = $1 where run_id in (select id from theirs)`,
    [id, values],
  );
}

/** An event's key may be the person's e-mail, phone or id; other keys (an order's) stay. */
function keyWithoutPerson(column: string): string {
  return `case when lower(${column}) = any($2::text[])
                 or regexp_replace(${column}, '\\D', '', 'g') = any($3::text[])
               then 'erased' else ${column} end`;
}

/** The runs of a contact that have not ended. */
export async function activeRunsOfContact(sql: Sql, contactId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    "select id from runs where contact_id = $1 and status in ('pending', 'running') order by id",
    [contactId],
  );
  return rows.map(({ id }) => id);
}
