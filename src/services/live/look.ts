import { createHash } from "node:crypto";
import type { Feed, FeedKind } from "../../contract/api/live.ts";
import type { Sql } from "../../db/core/database.ts";
import type { FingerprintRow } from "../../db/core/live-fingerprints.ts";
import {
  eventsFingerprint,
  runFingerprints,
  runsFingerprint,
  workflowFingerprints,
} from "../../db/core/live-fingerprints.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { required } from "../../domain/required.ts";
import { countableScope, countStatistics } from "../statistics/of-workflow.ts";

/** The fingerprints of topics, by their names: another one when something about it has changed. */
export type Fingerprints = Map<string, string>;
/** Looks at all topics of one kind at once. */
export type Look = (sql: Sql, topics: readonly Feed[]) => Promise<Fingerprints>;

const figureDays = 30;

export const looks: Record<FeedKind, Look> = {
  events: async (sql, topics) => named(topics, await eventsFingerprint(sql)),
  runs: async (sql, topics) => named(topics, await runsFingerprint(sql)),
  run: async (sql, topics) => byId(topics, await runFingerprints(sql, idsOf(topics))),
  workflow: async (sql, topics) => byId(topics, await workflowFingerprints(sql, idsOf(topics))),
  // The figures themselves: nothing is kept up that would tell sooner. The poller's pace sees to it
  // that many runs are counted seldom.
  figures: async (sql, topics) => {
    const to = await serverTime(sql);
    const from = new Date(to.getTime() - figureDays * 86_400_000);
    const prints: FingerprintRow[] = [];
    for (const id of idsOf(topics)) {
      const scope = await countableScope(sql, { workflowId: id, from, to, versionId: null });
      const figures = await countStatistics(sql, scope);
      prints.push({ id, print: JSON.stringify(figures) });
    }
    return byId(topics, prints);
  },
};

function idsOf(topics: readonly Feed[]): string[] {
  return topics.flatMap(({ id }) => id ?? []);
}

function named(topics: readonly Feed[], print: string): Fingerprints {
  return new Map(topics.map(({ name }) => [name, fingerprint(print)]));
}

/** What isn't there has a fingerprint too: it may come to be, and what was deleted is a change. */
function byId(topics: readonly Feed[], prints: readonly FingerprintRow[]): Fingerprints {
  const known = new Map(prints.map(({ id, print }) => [id, print]));
  return new Map(
    topics.map(({ name, id }) => {
      const print = known.get(required(id, `the id of the topic ${name}`));
      return [name, fingerprint(print ?? "gone")];
    }),
  );
}

/** Short enough for twenty in a header. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 10);
}
