import { UnstyledButton } from "@mantine/core";
import type { Run, RunMessage } from "../../api/runs.ts";
import { KindIcon } from "../../canvas/KindIcon.tsx";
import classes from "./Timeline.module.css";
import type { TimelineProps } from "./TimelineRow.tsx";
import { TimelineRow } from "./TimelineRow.tsx";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** The block that is in progress: the journal gets it when it is done. */
export function CurrentBlockEntry({ run, kinds, names, block, onBlock, onMessage }: TimelineProps) {
  const here = run.definition.blocks.find(({ id }) => id === run.at);
  if (here === undefined) return null;
  const message = run.messages.find(
    ({ blockId, state }) => blockId === here.id && (state === "queued" || state === "sending"),
  );
  return (
    <TimelineRow
      at={null}
      tone="busy"
      icon={<KindIcon kind={here.kind} group={kinds.get(here.kind)?.group} />}
      isSelected={block === here.id}
      title={
        <UnstyledButton
          className={classes["name"]}
          aria-pressed={block === here.id}
          onClick={() => onBlock(here.id)}
        >
          {names.get(here.id)}
        </UnstyledButton>
      }
    >
      <div className={classes["note"]}>{noteOf(run, message)}</div>
      {message !== undefined && (
        <UnstyledButton className={classes["subject"]} onClick={() => onMessage(message.id)}>
          {message.subject || t("ui:noSubject")}
        </UnstyledButton>
      )}
    </TimelineRow>
  );
}

function noteOf({ pausedAt }: Run, message: RunMessage | undefined): string {
  if (pausedAt !== null) return t("runs:timeline.paused");
  return message === undefined ? t("runs:timeline.inProgress") : attemptText(message);
}

function attemptText({ attempts, error }: { attempts: number; error: string | null }): string {
  if (error === null) return t("runs:timeline.isSent");
  return t("runs:timeline.isRetried", { attempt: attempts, error: apiWords(error) });
}
