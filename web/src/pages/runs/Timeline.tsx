import { CurrentBlockEntry } from "./CurrentBlockEntry.tsx";
import { openVisit } from "./model/path.ts";
import type { Entry } from "./model/timeline.ts";
import { timelineOf } from "./model/timeline.ts";
import { MoveEntry } from "./MoveEntry.tsx";
import { RetryEntry } from "./RetryEntry.tsx";
import { StopEntry } from "./StopEntry.tsx";
import classes from "./Timeline.module.css";
import type { TimelineProps } from "./TimelineRow.tsx";
import { TimelineRow } from "./TimelineRow.tsx";
import { VisitEntry } from "./VisitEntry.tsx";
import { formatDuration } from "../../ui/format-time.ts";
import { sentence } from "../../ui/text.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** All that happened to the run, oldest first, and where it is now. */
export function Timeline(props: TimelineProps) {
  const { run } = props;
  const isElsewhere = run.at !== null && openVisit(run.visits)?.blockId !== run.at;
  return (
    <ol className={classes["timeline"]}>
      {timelineOf(run).map((entry) => (
        <OneEntry key={entry.key} entry={entry} {...props} />
      ))}
      {isElsewhere && run.status === "running" && <CurrentBlockEntry {...props} />}
    </ol>
  );
}

function OneEntry({ entry, ...props }: TimelineProps & { entry: Entry }) {
  const { run } = props;
  if (entry.what === "visit") {
    return <VisitEntry {...props} visit={entry.visit} message={entry.message} />;
  }
  if (entry.what === "retry") return <RetryEntry {...props} retry={entry.retry} />;
  if (entry.what === "move") return <MoveEntry {...props} move={entry.move} />;
  if (entry.what === "stop") return <StopEntry stop={entry.stop} />;
  if (entry.what === "launched") {
    return (
      <TimelineRow
        at={entry.at}
        title={run.test ? t("runs:timeline.launchedTest") : t("runs:fact.launched")}
      >
        {run.bindingId === null && !run.test && t("runs:timeline.byRun")}
      </TimelineRow>
    );
  }
  return (
    <TimelineRow
      at={entry.at}
      title={t(`runs:status.${run.status}`)}
      tone={run.status === "failed" ? "bad" : undefined}
    >
      {t("runs:timeline.after", { duration: formatDuration(run.createdAt, entry.at) })}
      {run.stopReason !== null &&
        run.stops.length === 0 &&
        ` ${sentence(apiWords(run.stopReason))}`}
    </TimelineRow>
  );
}
