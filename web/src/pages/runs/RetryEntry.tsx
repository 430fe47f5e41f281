import type { RunRetry } from "../../api/runs.ts";
import classes from "./Timeline.module.css";
import type { TimelineProps } from "./TimelineRow.tsx";
import { TimelineRow } from "./TimelineRow.tsx";
import { failureOf, versionLabel } from "./run-labels.ts";
import { exactTime } from "../../ui/format-time.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** A retry by hand: how the run had failed before, and for a retry from the start, the path until then. */
export function RetryEntry({ retry, names }: TimelineProps & { retry: RunRetry }) {
  const { at, from, error, failedAt, visits, fromVersion, toVersion } = retry;
  const failure = failureOf(error);
  const block = failure?.block;
  const values = {
    block: block === undefined ? "" : (names.get(block) ?? block),
    time: failedAt === null ? "" : exactTime(failedAt),
    why: failure?.message ?? t("runs:retry.noReason"),
  };
  const place = block === undefined ? "somewhere" : "atBlock";
  const when = failedAt === null ? "" : "OnTime";
  return (
    <TimelineRow
      at={at}
      tone="wait"
      title={from === "start" ? t("runs:retry.fromStart") : t("runs:retry.byHand")}
    >
      <div className={classes["note"]}>{t(`runs:retry.${place}${when}`, values)}</div>
      {toVersion !== null && (
        <div className={classes["note"]}>
          {t("runs:retry.wentOnIn", {
            version: toVersion,
            before: fromVersion === null ? "" : versionLabel(fromVersion),
          })}
        </div>
      )}
      {visits.length > 0 && (
        <details className={classes["data"]}>
          <summary>{t("runs:retry.pathBefore")}</summary>
          <ol className={classes["former"]}>
            {visits.map((visit) => (
              <li key={`${visit.blockId} ${visit.visit}`}>
                {names.get(visit.blockId) ?? visit.blockId}
                {visit.note !== "" && `: ${apiWords(visit.note)}`}
              </li>
            ))}
          </ol>
        </details>
      )}
    </TimelineRow>
  );
}
