import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/** The notice by which workers look at the set-ups of channels, and their pauses, at once. */
export const channelNotice = "campanile_channels";

/** What such a notice says where it is not about a set-up. */
export const shortageNotice = "slots";

/** What a person has set a channel up with. */
export interface WrittenSetup {
  channel: string;
  provider: string;
  settings: Record<string, unknown>;
  sealed: Buffer | null;
  /** The names of the secrets that are sealed. */
  given: string[];
  perSecond: number | null;
  concurrency: number;
  hookToken: string;
  revision: string;
}

export interface SetupRow extends WrittenSetup {
  updatedAt: Date;
  /** Null: it is in use. */
  removedAt: Date | null;
}

const columns = `channel, provider, settings, sealed, given, per_second as "perSecond", concurrency,
            hook_token as "hookToken", revision, updated_at as "updatedAt", removed_at as "removedAt"`;

/** Every set-up, those that were taken down among them. */
export async function listSetups(sql: Sql): Promise<SetupRow[]> {
  return sql.query<SetupRow>({
    name: "list-channel-setups",
    text: `select ${columns} from channel_setups order by channel`,
  });
}

/** One that is in use. */
export async function findSetup(sql: Sql, channel: string): Promise<SetupRow | undefined> {
  const rows = await sql.query<SetupRow>(
    `select ${columns} from channel_setups where channel = $1 and removed_at is null`,
    [channel],
  );
  return rows[0];
}

/** Whose webhooks come to the address with this token. */
export async function findSetupByToken(sql: Sql, token: string): Promise<SetupRow | undefined> {
  const rows = await sql.query<SetupRow>(
    `select ${columns} from channel_setups where hook_token = $1 and removed_at is null`,
    [token],
  );
  return rows[0];
}

/** In place of the one before, whose webhook address stays where the provider does. */
export async function writeSetup(sql: Sql, setup: WrittenSetup): Promise<SetupRow> {
  const rows = await sql.query<SetupRow>(
    `insert into channel_setups
       (channel, provider, settings, sealed, given, per_second, concurrency, hook_token, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (channel) do update
       set provider = excluded.provider, settings = excluded.settings, sealed = excluded.sealed,
           given = excluded.given, per_second = excluded.per_second,
           concurrency = excluded.concurrency, hook_token = excluded.hook_token,
           revision = excluded.revision, updated_at = now(), removed_at = null
     returning ${columns}`,
    [
      setup.channel,
      setup.provider,
      JSON.stringify(setup.settings),
      setup.sealed,
      setup.given,
      setup.perSecond,
      setup.concurrency,
      setup.hookToken,
      setup.revision,
    ],
  );
  return required(rows[0], "a channel's set-up");
}

/** Takes a channel down, and forgets its secrets. @returns false when it was not set up */
export async function removeSetup(sql: Sql, channel: string, revision: string): Promise<boolean> {
  const rows = await sql.query(
    `update channel_setups
        set sealed = null, given = '{}', revision = $2, removed_at = now(), updated_at = now()
      where channel = $1 and removed_at is null returning 1`,
    [channel, revision],
  );
  return rows.length > 0;
}

/** Tells workers, after the commit, to look at the set-ups again. They also do so by themselves. */
export async function notifySetups(sql: Sql): Promise<void> {
  await sql.query("select pg_notify($1, '')", [channelNotice]).catch(() => undefined);
}

/** Tells workers that one of them waits for slots that others may not need. */
export async function notifyShortage(sql: Sql): Promise<void> {
  const values = [channelNotice, shortageNotice];
  await sql.query("select pg_notify($1, $2)", values).catch(() => undefined);
}

/** Has nobody send by a channel for some time: a longer pause stays. */
export async function pauseChannel(sql: Sql, channel: string, forMs: number): Promise<void> {
  await sql.query(
    `insert into channel_pauses as p (channel, paused_until)
     values ($1, clock_timestamp() + make_interval(secs => $2::float8))
     on conflict (channel) do update
       set paused_until = greatest(p.paused_until, excluded.paused_until)`,
    [channel, forMs / 1_000],
  );
}

/** The channels that are paused, and for how many milliseconds still. */
export async function listPauses(sql: Sql): Promise<{ channel: string; leftMs: number }[]> {
  return sql.query<{ channel: string; leftMs: number }>({
    name: "list-channel-pauses",
    text: `select channel,
                  extract(epoch from paused_until - clock_timestamp())::float8 * 1000 as "leftMs"
             from channel_pauses where paused_until > clock_timestamp()`,
  });
}
