import type { Sql } from "../core/database.ts";
import { rowArrays } from "../core/bulk-insert.ts";

export interface WrittenInChat {
  address: string;
  at: Date;
}

const written = rowArrays<WrittenInChat>({
  address: ["text", ({ address }) => address],
  at: ["timestamptz", ({ at }) => at],
});

/** Notes who has written when, each address once. */
export async function noteWritten(
  sql: Sql,
  channel: string,
  writers: readonly WrittenInChat[],
): Promise<void> {
  if (writers.length === 0) return;
  await sql.query(
    `insert into chat_threads (channel, address, last_written_at)
     select $${written.next}, w.address, w.at from ${written.unnest} as w (${written.names})
     on conflict (channel, address) do update
       set last_written_at = greatest(chat_threads.last_written_at, excluded.last_written_at)`,
    [...written.values(writers), channel],
  );
}

/** When somebody has written last in a chat; null: never. */
export async function lastWrittenAt(
  sql: Sql,
  channel: string,
  address: string,
): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date }>(
    `select last_written_at as at from chat_threads where channel = $1 and address = $2`,
    [channel, address],
  );
  return row?.at ?? null;
}
