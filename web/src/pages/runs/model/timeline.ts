import type { Run, RunMessage, RunMove, RunRetry, RunStop, Visit } from "../../../api/runs.ts";

export type Entry = { key: string; at: string } & (
  | { what: "launched" }
  | { what: "visit"; visit: Visit; message: RunMessage | undefined }
  | { what: "retry"; retry: RunRetry }
  | { what: "stop"; stop: RunStop }
  | { what: "move"; move: RunMove }
  | { what: "ended" }
);

type TimelineRun = Pick<
  Run,
  "createdAt" | "endedAt" | "visits" | "messages" | "retries" | "stops" | "moves" | "status"
>;

/** All that happened to a run, in its order. What came at one time stands as it is listed here. */
export function timelineOf(run: TimelineRun): Entry[] {
  const messages = new Map(run.messages.map((message) => [message.id, message]));
  const entries: Entry[] = [
    { key: "launched", at: run.createdAt, what: "launched" },
    ...run.visits.map((visit): Entry => {
      const { blockId, visit: number, startedAt } = visit;
      const message = messages.get(String(visit.outcome["messageId"]));
      return { key: `visit ${blockId} ${number}`, at: startedAt, what: "visit", visit, message };
    }),
    ...run.retries.map((retry): Entry => ({
      key: `retry ${retry.number}`,
      at: retry.at,
      what: "retry",
      retry,
    })),
    ...run.stops.map((stop, index): Entry => ({
      key: `stop ${index}`,
      at: stop.requestedAt,
      what: "stop",
      stop,
    })),
    ...run.moves.map((move): Entry => ({
      key: `move ${move.bulkActionId}`,
      at: move.at,
      what: "move",
      move,
    })),
  ];
  const sorted = entries.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return run.endedAt === null
    ? sorted
    : [...sorted, { key: "ended", at: run.endedAt, what: "ended" }];
}
