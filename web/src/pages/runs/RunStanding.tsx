import type { RunItem } from "../../api/runs.ts";
import type { Kinds } from "../../canvas/graph.ts";
import classes from "./runs.module.css";
import { failureOf, untilWords } from "./run-words.ts";

interface Props {
  run: Pick<RunItem, "status" | "error" | "waitsAt">;
  kinds: Kinds | undefined;
}

/** In one line: why a run failed, or at which wait it is and until when. */
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
      at “{name ?? kinds?.get(kind)?.label ?? kind}” until {untilWords(until)}
    </div>
  );
}
