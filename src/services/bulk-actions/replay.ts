import type { BulkPreview, NewReplay, ReplayedEvents } from "../../contract/api/bulk-action.ts";
import { replayedEvents } from "../../contract/api/bulk-action.ts";
import { AppError } from "../../contract/errors.ts";
import type { KnownTypes } from "../../db/events/bindings-for-events.ts";
import { typesAndBindingsOf } from "../../db/events/bindings-for-events.ts";
import type { KeptEvent } from "../../db/events/replays.ts";
import { keptEventsBehind, lockReplays } from "../../db/events/replays.ts";
import type { BulkPage, ClaimedBulkAction } from "../../db/queue/bulk-actions.ts";
import { bindingById } from "../../db/workflows/binding-rows.ts";
import type { DecisionOutcome } from "../../domain/event.ts";
import { startedOutcomes } from "../../domain/event.ts";
import type { Again } from "../../ingest/decide-again.ts";
import { decideAgain, foreseeAgain } from "../../ingest/decide-again.ts";
import { inactiveReason, switchedOffReason } from "../../ingest/decision-reasons.ts";
import { archived } from "../bindings/bindings.ts";
import type { ServiceContext } from "../context.ts";
import type { Done } from "./done.ts";
import { skip } from "./done.ts";
import { mostFirst } from "./preview.ts";

/** Events a transaction: the gates of as many contacts are locked meanwhile. */
const pageSize = 200;
const foreseenAtOnce = 1_000;
const shown = 20;

/** What a replay has to know beside which events it is about. */
type ReplaySettings = Pick<NewReplay, "bindingId" | "includePast" | "despiteAge">;

/** A replay as it is asked for, with the time as of which. */
export type Replay = ReplaySettings & { events: ReplayedEvents; asOf: Date };

/**
 * What would be decided of how many events, without anything being kept.
 * @param patienceMs nobody waits longer for it
 * @throws AppError `not_found` of the trigger, or `conflict` where it starts nothing now
 */
export async function foreseeReplay(
  { sql }: ServiceContext,
  replay: Replay,
  patienceMs: number,
): Promise<BulkPreview> {
  const until = performance.now() + patienceMs;
  const { again, typeId, now } = await requireTrigger({ sql }, replay);
  const foresee = foreseeAgain(again, now);
  const counts = new Map<DecisionOutcome, number>();
  const sample: string[] = [];
  let found = 0;
  let behind: string | null = null;
  do {
    const page = await pageOf({ sql }, replay, typeId, { behind, limit: foreseenAtOnce });
    for (const { outcome } of await foresee(sql, page.open)) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    found += page.open.length;
    sample.push(...page.open.slice(0, shown - sample.length).map(({ id }) => id));
    behind = page.next;
  } while (behind !== null && performance.now() < until);
  const { workflowId: id, workflowName: name } = again.binding;
  return {
    found,
    isAll: behind === null,
    workflows: [{ id, name, runs: counts.get("launched") ?? 0 }],
    statuses: [],
    outcomes: mostFirst(counts).map(([outcome, events]) => ({ outcome, events })),
    blockGone: 0,
    sample,
  };
}

/** A page of a replay, in its transaction. @throws AppError when the trigger starts nothing any more */
export async function replayPage(
  { sql }: ServiceContext,
  action: ClaimedBulkAction,
  behind: string | null,
): Promise<BulkPage> {
  const settings = action.settings as unknown as ReplaySettings;
  const events = replayedEvents.parse(action.filter);
  const replay = { ...settings, events, asOf: action.requestedAt };
  await lockReplays(sql, replay.bindingId);
  const { again, typeId, now } = await requireTrigger({ sql }, replay);
  const page = await pageOf({ sql }, replay, typeId, { behind, limit: pageSize });
  const decisions = await decideAgain(sql, page.open, again, { actionId: action.id, now });
  const done: Done = { changed: 0, skipped: { ...page.skipped } };
  for (const { outcome } of decisions) {
    if (startedOutcomes.has(outcome) && outcome !== "held_out") done.changed += 1;
    else skip(done, outcome);
  }
  const left = Object.values(page.skipped).reduce((sum, count) => sum + count, 0);
  return { cursor: page.next, lookedAt: decisions.length + left, ...done };
}

interface KeptPage {
  /** To be decided. */
  open: KeptEvent[];
  /** Left alone, by why. */
  skipped: Record<string, number>;
  /** Behind which id the next page begins; null: there is none. */
  next: string | null;
}

async function pageOf(
  { sql }: Pick<ServiceContext, "sql">,
  { bindingId, events, includePast, asOf }: Replay,
  typeId: string,
  { behind, limit }: { behind: string | null; limit: number },
): Promise<KeptPage> {
  const { ids, from, to, contactId, outcomes } = events;
  const until = to === undefined || to > asOf ? asOf : to;
  const which = { bindingId, typeId, ids, from, to: until, contactId };
  const kept = await keptEventsBehind(sql, which, behind, limit);
  const page: KeptPage = { open: [], skipped: {}, next: null };
  if (kept.length === limit) page.next = kept.at(-1)?.id ?? null;
  for (const event of kept) {
    const { outcome } = event;
    if (outcomes !== undefined && !outcomes.some((one) => one === (outcome ?? "undecided"))) {
      continue;
    }
    const why = leftAlone(event, includePast);
    if (why === undefined) page.open.push(event);
    else skip(page, why);
  }
  return page;
}

function leftAlone(
  { outcome, isErased, past }: KeptEvent,
  includePast: boolean,
): "startedBefore" | "gone" | "past" | undefined {
  if (outcome !== null && startedOutcomes.has(outcome)) return "startedBefore";
  if (isErased) return "gone";
  return past && !includePast ? "past" : undefined;
}

interface Trigger {
  again: Again;
  typeId: string;
  /** The transaction's time. */
  now: KnownTypes["now"];
}

/** The trigger as it is now. @throws AppError `not_found`, or `conflict` where it starts nothing */
async function requireTrigger(
  { sql }: Pick<ServiceContext, "sql">,
  { bindingId, despiteAge }: ReplaySettings,
): Promise<Trigger> {
  const row = await bindingById(sql, bindingId);
  if (row === undefined) throw new AppError("not_found", `there is no binding ${bindingId}`);
  if (row.role === "stop") {
    throw new AppError(
      "conflict",
      "this trigger stops: only starts are replayed; to stop runs, use stop",
    );
  }
  if (row.source === "schedule") {
    throw new AppError(
      "conflict",
      "this trigger starts by the clock: it has no events to be replayed",
    );
  }
  const { types, now, ...known } = await typesAndBindingsOf(sql, [row.eventTypeKey]);
  const type = types.get(row.eventTypeKey);
  const binding = type?.bindings.find(({ id }) => id === bindingId);
  // The starts of an archived workflow are missing.
  if (type === undefined || binding === undefined) {
    throw new AppError("conflict", archived);
  }
  const off = switchedOffReason(binding) ?? inactiveReason(binding);
  if (off !== null) throw new AppError("conflict", off);
  return { again: { binding, type, known, despiteAge }, typeId: type.id, now };
}
