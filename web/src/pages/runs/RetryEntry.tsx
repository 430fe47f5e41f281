import type { RunRetry } from "../../api/runs.ts";
import { exactTime } from "../../ui/Time.tsx";
import type { TimelineProps } from "./Timeline.tsx";
import classes from "./Timeline.module.css";
import { TimelineRow } from "./TimelineRow.tsx";
import { failureOf } from "./run-words.ts";

/** That it had failed, with what, and went on by hand; of one from the start, its way before. */
export function RetryEntry({ retry, names }: TimelineProps & { retry: RunRetry }) {
  const { at, from, error, failedAt, visits } = retry;
  const failure = failureOf(error);
  const where =
    failure?.block === undefined ? "" : ` at “${names.get(failure.block) ?? failure.block}”`;
  return (
    <TimelineRow
      at={at}
      tone="wait"
      title={from === "start" ? "Retried by hand, from its start" : "Retried by hand"}
    >
      <div className={classes["note"]}>
        It had failed{where}
        {failedAt !== null && ` on ${exactTime(failedAt)}`}:{" "}
        {failure?.message ?? "no reason is known"}
      </div>
      {visits.length > 0 && (
        <details className={classes["data"]}>
          <summary>The way before</summary>
          <ol className={classes["former"]}>
            {visits.map((visit) => (
              <li key={`${visit.blockId} ${visit.visit}`}>
                {names.get(visit.blockId) ?? visit.blockId}
                {visit.note !== "" && `: ${visit.note}`}
              </li>
            ))}
          </ol>
        </details>
      )}
    </TimelineRow>
  );
}
