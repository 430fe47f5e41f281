import type { KnownType, KnownTypes } from "../db/events/bindings-for-events.ts";
import type { Sql } from "../db/core/database.ts";
import type { ActiveRun } from "../db/events/event-rows.ts";
import { insertEvents } from "../db/events/event-rows.ts";
import { insertHoldouts } from "../db/events/holdouts.ts";
import type { GateAnswer } from "../db/events/launch-gates.ts";
import { lookAtGates } from "../db/events/launch-gates.ts";
import type { KeptEvent } from "../db/events/replays.ts";
import { replaceDecisions } from "../db/events/replays.ts";
import { lockSubjects } from "../db/events/subject-locks.ts";
import { insertFanOuts } from "../db/queue/fan-outs.ts";
import { fanOutSource } from "../domain/fan-out.ts";
import { readActiveRuns } from "./active-runs.ts";
import type { AskGates } from "./decide.ts";
import { decide } from "./decide.ts";
import type { Decided } from "./decided.ts";
import { evaluate } from "./evaluate.ts";
import type { KnownEvent } from "./known-event.ts";
import { meterForEvent } from "./known-event.ts";
import { readLookBack } from "./look-back.ts";
import { readSegments } from "./segments.ts";
import { subjectsToLock } from "./subjects-to-lock.ts";

/** By which binding kept events are decided anew, and how. */
export interface Again {
  binding: KnownType["bindings"][number];
  type: KnownType;
  known: Pick<KnownTypes, "workspace" | "controlGroup">;
  /** Whether an event may be older than the binding allows. */
  despiteAge: boolean;
}

/**
 * Decides kept events anew for one binding, as of now, in a transaction of the caller's: its filter as
 * it is now asks what they said then, the gates count the start at this time, and a stop that came
 * since the event prevents it. The decisions take the place of those before. A run that an event
 * starts has the id that it would have had at once, so that no event starts one twice each time.
 */
export async function decideAgain(
  sql: Sql,
  events: readonly KeptEvent[],
  again: Again,
  { actionId, now }: { actionId: string; now: Date },
): Promise<Decided["decisions"]> {
  if (events.length === 0) return [];
  const known = events.map((event) => knownAgain(event, again));
  const subjects = subjectsToLock(known);
  const at = subjects.length === 0 ? now : await lockSubjects(sql, subjects);
  const active = await readActiveRuns(sql, known);
  const decided = await decideKnown(sql, known, active, { at });
  await replaceDecisions(sql, actionId, at, decided.decisions);
  await insertEvents(sql, at, [], [], decided.runs);
  await insertHoldouts(sql, at, decided.holdouts);
  await insertFanOuts(sql, decided.fanOuts);
  sql.measure(({ decisions }) => {
    for (const { role, outcome } of decided.decisions) decisions.add(1, { role, outcome });
  });
  return decided.decisions;
}

/** Decides one page of kept events after the other, and keeps, claims and locks nothing. */
export type Foresee = (sql: Sql, events: readonly KeptEvent[]) => Promise<Decided["decisions"]>;

/** What would be decided; the pages know of one another. */
export function foreseeAgain(again: Again, now: Date): Foresee {
  const askGates = gatesLookedAt();
  const foreseen: ActiveRun[] = [];
  return async (sql, events) => {
    const known = events.map((event) => knownAgain(event, again));
    const active = [...(await readActiveRuns(sql, known)), ...foreseen];
    const decided = await decideKnown(sql, known, active, { at: now, askGates });
    if (again.binding.role === "start" && again.binding.avoidInProgress) {
      foreseen.push(...decided.runs.map((run) => ({ ...run, isStopping: false })));
    }
    return decided.decisions;
  };
}

/** Gates that answer as if those that were won had been claimed. */
function gatesLookedAt(): AskGates {
  const won = new Map<string, GateAnswer["until"]>();
  return async (sql, requests, at) => {
    const answers = await lookAtGates(sql, requests, at);
    return answers.map((answer) => {
      const gate = `${answer.bindingId}/${answer.subject}`;
      const until = won.get(gate);
      if (until !== undefined) return { ...answer, won: false, until };
      if (!answer.won) return answer;
      const asked = requests.find(
        ({ bindingId, subject }) => bindingId === answer.bindingId && subject === answer.subject,
      );
      won.set(gate, asked?.nextAllowedAt instanceof Date ? asked.nextAllowedAt : null);
      return answer;
    });
  };
}

async function decideKnown(
  sql: Sql,
  known: readonly KnownEvent[],
  active: readonly ActiveRun[],
  { at, askGates }: { at: Date; askGates?: AskGates },
): Promise<Decided> {
  const back = await readLookBack(sql, known, at);
  const forMembers = await readSegments(sql, known);
  const evaluated = await evaluate(known, at, { back, forMembers });
  return decide(sql, evaluated, active, at, askGates);
}

function knownAgain(kept: KeptEvent, { binding, type, known, despiteAge }: Again): KnownEvent {
  const { id, keyValue, params, identities, contactId, receivedAt, occurredAt } = kept;
  const { source, hops } = kept;
  return {
    id,
    event: {
      typeKey: type.key,
      keyValue,
      params,
      identities,
      source,
      hops,
      ...(occurredAt !== null && { occurredAt }),
      ...(source === fanOutSource && { onlyBinding: binding.id }),
    },
    // Nothing is deduplicated.
    fingerprint: Buffer.alloc(0),
    external: false,
    trace: null,
    typeId: type.id,
    awaited: false,
    asked: false,
    showsInterest: false,
    contactId,
    contactMade: false,
    conflict: [],
    ignored: [],
    bindings: [binding],
    goals: [],
    workspace: known.workspace,
    controlGroup: known.controlGroup,
    meter: meterForEvent(),
    replayed: { receivedAt, despiteAge },
  };
}
