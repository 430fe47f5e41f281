import type { RunItem } from "../../api/runs.ts";
import type { Kinds } from "../../canvas/graph.ts";
import classes from "./runs.module.css";
import { failureOf } from "./run-labels.ts";
import { formatUntil } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  run: Pick<RunItem, "status" | "error" | "waitsAt">;
  kinds: Kinds | undefined;
}

/** One line that says why a run failed, or at which wait it is and until when. */
export function RunStanding({ run: { status, error, waitsAt }, kinds }: Props) {
  const failure = status === "failed" ? failureOf(error) : null;
  if (failure !== null) {
    return (
      <div className={classes["error"]} title={failure.message}>
        {failure.message}
      </div>
    );
  }
  if (waitsAt === null) return null;
  const { name, kind, until } = waitsAt;
  return (
    <div className={classes["quiet"]}>
      {t("runs:standing", {
        name: name ?? kinds?.get(kind)?.label ?? kind,
        time: formatUntil(until),
      })}
    </div>
  );
}
