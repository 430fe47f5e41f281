import type { TemporalAhead } from "../../db/queue/temporal-ahead.ts";

/** What it means that Temporal knows more than Postgres, and what to do, in words. */
export function temporalAheadMessage({
  ended,
  unknown,
}: Pick<TemporalAhead, "ended" | "unknown">): string {
  const counts = [
    ...(ended > 0 ? [`${runs(ended)} had ended there and not here (now noted as they ended)`] : []),
    ...(unknown > 0 ? [`${runs(unknown)} there ${are(unknown)} not known here`] : []),
  ];
  return (
    `Temporal knows more than Postgres: ${counts.join(", ")}. Postgres was restored to an earlier ` +
    "time, it seems: events, contacts and messages since then are missing, and an event that is sent " +
    "again may send its messages again. See campanile reconcile"
  );
}

const runs = (count: number): string => (count === 1 ? "1 run" : `${count} runs`);
const are = (count: number): string => (count === 1 ? "is" : "are");
