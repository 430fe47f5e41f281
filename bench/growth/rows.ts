import type { Loaded, LoadedIds } from "./ids.ts";
import { rareType, typeCount, typeKey, workflowCount, workflowName } from "./scene.ts";

/** The SQL of the loaded rows; a number is `n` in all of it. */

const at = (milliseconds: string): string => `to_timestamp(${milliseconds} / 1000.0)`;
const type = (key: string): string => `(select id from event_types where key = '${key}')`;

/** The ids of types and workflows by their number, as arrays that a statement builds once. */
const arrays = `
  types as materialized (
    select array_agg(t.id order by n) as ids from generate_series(0, ${typeCount - 1}) n
      join event_types t on t.key = '${typeKey(0).slice(0, -1)}' || n),
  flows as materialized (
    select array_agg(w.id order by n) as ids, array_agg(b.id order by n) as bindings,
           array_agg(v.id order by n) as versions
      from generate_series(0, ${workflowCount - 1}) n
      join workflows w on w.name = '${workflowName(0).slice(0, -1)}' || n
      join workflow_versions v on v.workflow_id = w.id
      join bindings b on b.workflow_id = w.id)`;

/** Four in ten are the first type's; the rare one had the first hundred. */
const typeOf = `case when n <= 100 then ${type(rareType)}
  when n % 10 < 4 then (select ids[1] from types)
  else (select ids from types)[2 + ((n / 10) % ${typeCount - 1})::int] end`;

/** Six in ten are the first workflow's. */
const flowOf = (n: string): string =>
  `(case when (${n}) % 10 < 6 then 1 else 2 + ((${n}) / 10 % ${workflowCount - 1})::int end)`;

export function eventRows(ids: LoadedIds, numbers: string): string {
  return `(id, type_id, key_value, params, contact_id, identities, source, message_id, received_at)
    with ${arrays}
    select ${ids.event("n")}, ${typeOf}, ${ids.keyOfEvent("n")},
           jsonb_build_object('orderId', md5(n::text), 'total', n % 1000, 'currency', 'EUR'),
           case when n % 50 = 7 then null else ${ids.contact(ids.contactOfEvent("n"))} end,
           jsonb_build_array(jsonb_build_object('kind', 'email',
             'value', 'c' || ${ids.contactOfEvent("n")} || '@growth.example')),
           'api', 'g' || n, ${at(ids.eventMs("n"))}
      from ${numbers} as n`;
}

/** Of ten events one has launched and six were suppressed; a few were filtered, and hardly any came too late. */
export function decisionRows({ events, runs }: Loaded, ids: LoadedIds, numbers: string): string {
  const every = Math.max(1, Math.floor(events / runs));
  const launched = `n % ${every} = 0`;
  return `(event_id, binding_id, workflow_id, role, outcome, reason, until, run_id)
    with ${arrays}
    select ${ids.event("n")}, (select bindings from flows)[flow], (select ids from flows)[flow], 'start',
           case when ${launched} then 'launched' when n % 1000 = 5 then 'filtered'
                when n <= 50 then 'too_old' else 'suppressed' end,
           case when ${launched} then 'the gate was open' else 'launched before' end,
           case when ${launched} then null::timestamptz end,
           case when ${launched} then ${ids.run(`n / ${every}`)} end
      from (select n, ${flowOf(`n / ${every}`)} as flow from ${numbers} as n
             where ${launched} or n % 10 < 7 or n <= 50) as decided`;
}

/** All other tables, in the order in which they are filled, with what a reader calls them. */
export function restOfTables(loaded: Loaded, ids: LoadedIds): [string, string][] {
  const { contacts, runs } = loaded;
  const eachContact = `generate_series(1, ${contacts}) as n`;
  const eachRun = `generate_series(1, ${runs}) as n`;
  const runAt = at(ids.eventMs(ids.eventOfRun("n")));
  const contactOfRun = ids.contact(ids.contactOfEvent(ids.eventOfRun("n")));
  const status = `case when n % 1000 = 1 then 'failed' when n % 1000 = 2 then 'stopped'
                       when n % 50 = 3 then 'running' else 'completed' end`;
  return [
    [
      "contacts",
      `insert into contacts (id, email, first_name, last_name, attributes, source, created_at)
       select ${ids.contact("n")}, 'c' || n || '@growth.example', 'First' || n % 1000,
              'Last' || n, jsonb_build_object('plan', n % 3), 'growth', ${at(ids.contactMs("n"))}
         from ${eachContact}`,
    ],
    [
      "identities",
      `insert into contact_identities (kind, value, contact_id)
       select kind, case kind when 'email' then 'c' || n || '@growth.example' else 'customer-' || n end,
              ${ids.contact("n")}
         from ${eachContact}, unnest(array['email', 'contactId']) as kind order by 1, 2`,
    ],
    [
      "segments",
      `with made as (
         insert into segments (id, name) values (uuidv7(), 'Everybody'), (uuidv7(), 'Few')
         returning id, name)
       insert into segment_members (segment_id, contact_id)
       select id, ${ids.contact("n")} from made, ${eachContact}
        where name = 'Everybody' or n <= 10 order by 1, 2`,
    ],
    [
      "topics",
      `with made as (insert into topics (id, key, name) values (uuidv7(), 'growth', 'Growth') returning id)
       insert into contact_topics (contact_id, topic_id, state)
       select ${ids.contact("n")}, id, case when n % 20 = 0 then 'unsubscribed' else 'subscribed' end
         from made, ${eachContact} where n % 2 = 0`,
    ],
    [
      "runs",
      `insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key,
                         contact_id, status, created_at, started_at, ended_at, error, lane)
       with ${arrays}
       select ${ids.run("n")}, 'run/' || n, f.bindings[flow], f.ids[flow], f.versions[flow],
              ${ids.event(ids.eventOfRun("n"))}, ${ids.keyOfEvent(ids.eventOfRun("n"))}, ${contactOfRun},
              ${status}, ${runAt}, ${runAt},
              case when ${status} <> 'running' then ${runAt} + interval '1 minute' end,
              case when ${status} = 'failed' then '{"block": "mail", "message": "refused"}'::jsonb end, 'message'
         from flows f, lateral (select n, ${flowOf("n")} as flow from ${eachRun}) as r`,
    ],
    [
      "steps",
      `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, until, started_at, ended_at)
       select r.id, b.block, 1, b.position, b.kind, 'next', '{"note": "done"}',
              case when r.status = 'running' and b.position = 2 then now() + interval '30 days' end,
              r.created_at, case when r.status = 'running' and b.position = 2 then null else r.ended_at end
         from runs r, (values ('mark', 1, 'addToSegment'), ('mail', 2, 'sendEmail')) as b (block, position, kind)`,
    ],
    [
      "messages",
      `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                             subject, html, body_text, transactional, state, queued_at, sent_at, test, opens)
       with ${arrays}
       select ${ids.message("n")}, ${ids.run("n")}, 'mail', 1, (select ids from flows)[${flowOf("n")}],
              ${contactOfRun}, 'email', 'c' || n || '@growth.example', 'shop@growth.example', 'Growth',
              repeat('<p>Thank you for your order</p>', 20), 'Thank you', true,
              case when n % 1000 = 1 then 'failed' else 'sent' end, ${runAt}, ${runAt}, n <= 20, (n % 5 = 0)::int
         from ${eachRun} where n % 50 <> 3`,
    ],
    [
      "what became of messages",
      `insert into message_log (message_id, at, state)
       select id, queued_at, unnest(array['sending', state]) from messages`,
    ],
    [
      "gates",
      `insert into launch_gates (binding_id, subject, launched_at, next_allowed_at, event_id)
       select distinct on (binding_id, contact_id) binding_id, contact_id, created_at, 'infinity', event_id
         from runs order by binding_id, contact_id`,
    ],
    [
      "receipts",
      `insert into event_receipts (message_id, event_id, fingerprint, received_at)
       select message_id, id, decode(md5(message_id), 'hex'), received_at from events
        where received_at > now() - interval '35 days' order by message_id collate "C"`,
    ],
    [
      "orders",
      `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at)
       select ${ids.event("n")}, 'order-' || n, ${ids.contact(ids.contactOfEvent("n"))}, 'DELIVERED', 10, 'EUR',
              ${at(ids.eventMs("n"))}
         from generate_series(1::bigint, ${loaded.events}, 10) as n`,
    ],
    [
      "products",
      `insert into products (external_id, name, in_stock, category, was_out)
       select 'lamp-' || n, 'Lamp ' || n, n % 10 > 0, 'Category ' || n % 100, n % 10 = 0 from ${eachContact}`,
    ],
    [
      "audit log",
      `insert into audit_log (at, actor_kind, actor_id, entity, entity_id, action, after)
       select ${at(ids.contactMs("n"))}, case when n % 5000 = 1 then 'person' else 'key' end, null,
              case when n % 5000 < 3 then 'workflow' else 'contact' end, ${ids.contact("n")}::text,
              case when n % 9000 = 4 then 'deleted' else 'created' end, '{"email": {"hidden": true}}'
         from ${eachContact} order by n`,
    ],
    [
      "fan-outs",
      `insert into fan_outs (id, kind, cause, workflow_id, state, created_at)
       with ${arrays}
       select gen_random_uuid(), 'events', 'schedule', (select ids from flows)[${flowOf("n")}],
              case when n = 7 then 'failed' else 'done' end, ${runAt}
         from ${eachRun} where n % 10 = 0 or n = 7`,
    ],
  ];
}
