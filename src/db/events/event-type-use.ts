import type { Sql } from "../core/database.ts";

/** Whether an event of a type could do anything: something is bound to it, may wait for it, or counts it. */
export async function isTypeUsed(sql: Sql, key: string): Promise<boolean> {
  const [row] = await sql.query<{ used: boolean }>(
    {
      name: "is-type-used",
      text: `select exists (
               select from event_types t
                where t.key = $1
                  and (exists (select from bindings b where b.event_type_id = t.id)
                    or exists (select from version_awaits a where a.event_type_id = t.id)
                    or exists (select from workflow_goals g where g.event_type_id = t.id))) as used`,
    },
    [key],
  );
  return row?.used === true;
}
