import type { Database } from "../src/db/core/database.ts";

/** One event in fifty is of a contact that was never launched. */
const newShare = 50;

/**
 * Contacts with an e-mail address each, all but a fiftieth launched before by the binding of
 * `benchOnce`. Written by SQL: what is measured comes later.
 */
export async function makeContacts(db: Database, count: number): Promise<void> {
  await db.query(
    `insert into contacts (id, source, email)
     select uuidv7(), 'bench', 'c' || n || '@bench.example' from generate_series(1, $1::int) as n`,
    [count],
  );
  await db.query(
    `insert into contact_identities (kind, value, contact_id)
     select 'email', email, id from contacts where source = 'bench' order by email`,
  );
  await db.query(
    `insert into launch_gates (binding_id, subject, launched_at, next_allowed_at, event_id)
     select b.id, c.id, now(), 'infinity', uuidv7()
       from contacts c
       cross join (select b.id from bindings b join event_types t on t.id = b.event_type_id
                    where t.key = 'benchOnce') b
      where c.source = 'bench' and substr(c.email, 2, position('@' in c.email) - 2)::int % $1::int <> 0`,
    [newShare],
  );
  for (const table of ["contacts", "contact_identities", "launch_gates"]) {
    await db.query(`vacuum analyze ${table}`);
  }
}

/** A contact at random. */
export function anyEmail(count: number): string {
  return `c${1 + Math.floor(Math.random() * count)}@bench.example`;
}
