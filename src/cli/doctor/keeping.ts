import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Database, Sql } from "../../db/core/database.ts";
import {
  leastSecondsAhead,
  mayMakePartitions,
  partitionsAhead,
  strayEvents,
} from "../../db/core/partitions.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { retentionProblems } from "../../db/retention/marks.ts";
import { findRetention } from "../../db/retention/settings.ts";
import type { RetentionKind } from "../../domain/retention.ts";
import { retentionKinds } from "../../domain/retention.ts";
import type { Config } from "../../platform/config/config.ts";
import { reasonOf } from "../../platform/reason.ts";
import { lookingTooFar } from "../../services/retention/look-backs.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";

const mostNamed = 5;

/** For how long a kind is kept where no days are set. */
const withoutDays: Record<RetentionKind, string> = {
  events: "for good",
  runs: "for good",
  journals: "as long as runs",
  messages: "for good",
  messageContents: "as long as messages",
};

/** Partitions ahead, what is forgotten, and where it goes first. */
export async function* examineKeeping(db: Database, config: Config): AsyncGenerator<Finding> {
  yield await find("Partitions", () => partitionsOf(db));
  if (!(await mayMakePartitions(db))) {
    const says =
      "the user of DATABASE_URL may not make any, as it does not own the table events: have the " +
      "same user run migrate and the workers, or grant it the owner's role";
    yield { what: "Partitions", ok: false, says };
  }
  const strays = await strayEvents(db);
  if (strays > 0) {
    const count = strays === 1_000 ? "1,000 events or more" : `${strays} events`;
    const says =
      `${count} have none of their own, as it was missing when they came: they are kept ` +
      "and found as all others, and go row by row when they are due";
    yield { what: "Partitions", ok: true, doubtful: true, says };
  }
  yield await find("Forgetting", () => problemsOf(db));
  yield* retentionOf(db);
  const folder = config.retention.exportFolder;
  if (folder !== undefined) yield await find("Retention export", () => writable(folder));
}

async function partitionsOf(sql: Sql): Promise<string> {
  const seconds = await partitionsAhead(sql);
  const says = `are there for the next ${Math.floor(seconds / 86_400)} days`;
  if (seconds >= leastSecondsAhead) return says;
  throw new Error(`${says} only: a worker makes them ahead each hour; look into its log`);
}

async function problemsOf(sql: Sql): Promise<string> {
  const problems = await retentionProblems(sql);
  if (problems.length === 0) return "works, as far as it was tried";
  throw new Error(
    problems
      .map(({ kind, since, problem }) => `${kind}, since ${since.toISOString()}: ${problem}`)
      .join("; "),
  );
}

async function* retentionOf(sql: Sql): AsyncGenerator<Finding> {
  const what = "Retention";
  const retention = await findRetention(sql);
  const kept = retentionKinds.map((kind) => {
    const days = retention[kind];
    return `${kind} ${days === null ? withoutDays[kind] : `${days} days`}`;
  });
  const isAllKept = retention.events === null && retention.runs === null;
  yield {
    what,
    ok: true,
    doubtful: isAllKept,
    says: isAllKept
      ? "nothing is ever forgotten, and the disk fills up: see Settings, Data retention"
      : `keeps ${kept.join(", ")}`,
  };
  const tooFar = await lookingTooFar(sql, retention, await serverTime(sql));
  if (tooFar.length === 0) return;
  const names = tooFar.slice(0, mostNamed).map(({ by, name, kind }) => `${by} “${name}” (${kind})`);
  const more = tooFar.length > mostNamed ? `, and ${tooFar.length - mostNamed} more` : "";
  const says = `look back further than what is kept: ${names.join(", ")}${more}`;
  yield { what, ok: true, doubtful: true, says };
}

/** A worker makes the folder at the first need, where the one above it can be written to. */
async function writable(folder: string): Promise<string> {
  try {
    const nearest = await nearestFolder(folder);
    if (!(await stat(nearest)).isDirectory()) throw new Error(`${nearest} is no folder`);
    await access(nearest, constants.W_OK);
    return `goes to ${folder}`;
  } catch (error) {
    throw new Error(`${folder} can't be written to, so nothing is forgotten: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

async function nearestFolder(path: string): Promise<string> {
  const above = dirname(path);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere || above === path ? path : nearestFolder(above);
}
