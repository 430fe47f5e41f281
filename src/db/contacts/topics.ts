import type { Sql } from "../core/database.ts";
import { countOfTopic } from "../core/large-counts.ts";
import { partPattern } from "../core/like.ts";

export type TopicTexts = Record<
  string,
  { name?: string | undefined; description?: string | undefined }
>;

export interface TopicRow {
  id: string;
  key: string;
  name: string;
  description: string;
  /** By language, in place of name and description. */
  texts: TopicTexts;
  /** On the preference page. */
  position: number;
  optIn: boolean;
  /** Implies `optIn`. */
  doubleOptIn: boolean;
  createdAt: Date;
  subscribed: number;
  unsubscribed: number;
}

export type NewTopic = Pick<
  TopicRow,
  "id" | "key" | "name" | "description" | "optIn" | "doubleOptIn"
> &
  Partial<Pick<TopicRow, "texts" | "position">>;

const columns = `t.id, t.key, t.name, t.description, t.texts, t.position, t.opt_in as "optIn", t.double_opt_in as "doubleOptIn", t.created_at as "createdAt",
  ${countOfTopic("t.id", "subscribed")} as subscribed,
  ${countOfTopic("t.id", "unsubscribed")} as unsubscribed`;

/** Topics by key, above `after` if given. */
export async function listTopics(
  sql: Sql,
  limit: number,
  after: string | null,
  search?: string,
): Promise<TopicRow[]> {
  return sql.query<TopicRow>(
    `select ${columns} from topics t where ($2::text is null or t.key > $2)
        and ($3::text is null or t.key ilike $3 or t.name ilike $3) order by t.key limit $1`,
    [limit, after, partPattern(search)],
  );
}

export async function topicById(sql: Sql, id: string): Promise<TopicRow | null> {
  const [row] = await sql.query<TopicRow>(`select ${columns} from topics t where t.id = $1`, [id]);
  return row ?? null;
}

/** @returns false when the key is taken */
export async function insertTopic(sql: Sql, topic: NewTopic): Promise<boolean> {
  const rows = await sql.query(
    `insert into topics (id, key, name, description, opt_in, double_opt_in, texts, position)
     values ($1, $2, $3, $4, $5 or $6, $6, $7, $8)
     on conflict (key) do nothing returning 1`,
    [
      topic.id,
      topic.key,
      topic.name,
      topic.description,
      topic.optIn,
      topic.doubleOptIn,
      JSON.stringify(topic.texts ?? {}),
      topic.position ?? 0,
    ],
  );
  return rows.length > 0;
}

/** What is undefined stays. @returns false when there is no such topic */
export async function changeTopic(
  sql: Sql,
  id: string,
  change: Partial<Omit<NewTopic, "id" | "key">>,
): Promise<boolean> {
  const rows = await sql.query(
    `update topics set name = coalesce($2, name), description = coalesce($3, description),
                       opt_in = coalesce($4, opt_in) or coalesce($5, double_opt_in),
                       double_opt_in = coalesce($5, double_opt_in),
                       texts = coalesce($6, texts), position = coalesce($7, position)
      where id = $1 returning 1`,
    [
      id,
      change.name ?? null,
      change.description ?? null,
      change.optIn ?? null,
      change.doubleOptIn ?? null,
      change.texts === undefined ? null : JSON.stringify(change.texts),
      change.position ?? null,
    ],
  );
  return rows.length > 0;
}

/** The key of a topic, which can't go until the transaction ends. */
export async function lockTopic(sql: Sql, id: string): Promise<string | null> {
  const [row] = await sql.query<{ key: string }>(
    "select key from topics where id = $1 for update",
    [id],
  );
  return row?.key ?? null;
}

export async function deleteTopic(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from topics where id = $1", [id]);
}

/** Which of these keys are of no topic. */
export async function unknownTopics(sql: Sql, keys: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ key: string }>(
    "select k.key from unnest($1::text[]) as k (key) where not exists (select from topics t where t.key = k.key)",
    [keys],
  );
  return rows.map(({ key }) => key);
}

/** The keys of topics that are given by key or by name, in the order given; null: there is none. */
export async function topicKeysOf(
  sql: Sql,
  given: readonly string[],
): Promise<{ given: string; key: string | null }[]> {
  return sql.query<{ given: string; key: string | null }>(
    `select g.given,
            (select t.key from topics t where t.key = g.given or lower(t.name) = lower(g.given)
              order by t.key = g.given desc, t.created_at limit 1) as key
       from unnest($1::text[]) with ordinality as g (given, place) order by g.place`,
    [given],
  );
}
