import type { RunRetry } from "../../api/runs.ts";
import classes from "./Timeline.module.css";
import type { TimelineProps } from "./TimelineRow.tsx";
import { TimelineRow } from "./TimelineRow.tsx";
import { failureOf } from "./run-labels.ts";
import { exactTime } from "../../ui/format-time.ts";

/** A retry by hand: how the run had failed before, and for a retry from the start, the path until then. */
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
          <summary>The path before</summary>
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
