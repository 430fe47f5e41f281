import type { Sql } from "../core/database.ts";

export const sampleOutcomes = ["sent", "duplicate", "skipped", "refused"] as const;

export interface SourceSampleRow {
  id: string;
  receivedAt: Date;
  headers: Record<string, string>;
  body: unknown;
  outcome: (typeof sampleOutcomes)[number];
  reason: string | null;
  eventId: string | null;
}

const maxSamples = 20;
const columns = `id, received_at as "receivedAt", headers, body, outcome, reason, event_id as "eventId"`;

/** Keeps a delivery as the newest sample of its source; none where the source is gone. */
export async function insertSample(
  sql: Sql,
  sourceId: string,
  sample: Omit<SourceSampleRow, "receivedAt">,
): Promise<void> {
  const { id, headers, body, outcome, reason, eventId } = sample;
  await sql.query(
    `with source as (update sources set last_received_at = now() where id = $1 returning id),
          kept as (
            insert into source_samples (id, source_id, headers, body, outcome, reason, event_id)
            select $2, id, $3, $4, $5, $6, $7 from source returning id)
     delete from source_samples where source_id = $1 and id <= (
       select id from source_samples where source_id = $1 order by id desc
        offset ${maxSamples - 1} limit 1)`,
    [sourceId, id, JSON.stringify(headers), JSON.stringify(body), outcome, reason, eventId],
  );
}

/** Newest first. */
export async function samplesOf(sql: Sql, sourceId: string): Promise<SourceSampleRow[]> {
  return sql.query<SourceSampleRow>(
    `select ${columns} from source_samples where source_id = $1 order by id desc limit ${maxSamples}`,
    [sourceId],
  );
}

export async function sampleById(
  sql: Sql,
  sourceId: string,
  id: string,
): Promise<SourceSampleRow | null> {
  const [row] = await sql.query<SourceSampleRow>(
    `select ${columns} from source_samples where source_id = $1 and id = $2`,
    [sourceId, id],
  );
  return row ?? null;
}
