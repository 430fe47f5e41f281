import { UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { RunMessage, Visit } from "../../api/runs.ts";
import { KindIcon } from "../../canvas/KindIcon.tsx";
import { labelOf } from "../../canvas/ports.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { capitalized } from "../../ui/text.ts";
import { ValueTree } from "../events/ValueTree.tsx";
import { stateWord } from "../messages/words.ts";
import { openVisit } from "./model/path.ts";
import classes from "./Timeline.module.css";
import type { TimelineProps } from "./TimelineRow.tsx";
import { TimelineRow } from "./TimelineRow.tsx";
import { formatUntil } from "../../ui/format-time.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

interface Props extends TimelineProps {
  visit: Visit;
  message: RunMessage | undefined;
}

/** One visit of the run to a block: what it did there, and which branch it took. */
export function VisitEntry({ visit, message, run, kinds, names, block, ...on }: Props) {
  const { blockId, kind, branch, note, until } = visit;
  const isOpen = openVisit(run.visits) === visit && run.status === "running";
  const isSelected = block === blockId;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isSelected) button.current?.scrollIntoView({ block: "nearest" });
  }, [isSelected]);
  const path =
    branch === "next" || branch === "" ? "" : labelOf(kinds.get(kind)?.branchLabels, branch);
  // The note, the message and its state say these.
  const { messageId: _message, state: _state, skipped: _skipped, ...data } = visit.outcome;

  return (
    <TimelineRow
      at={visit.startedAt}
      icon={<KindIcon kind={kind} group={kinds.get(kind)?.group} />}
      tone={isOpen ? "busy" : undefined}
      isSelected={isSelected}
      title={
        <UnstyledButton
          ref={button}
          className={classes["name"]}
          aria-pressed={isSelected}
          onClick={() => on.onBlock(blockId)}
        >
          {names.get(blockId) ?? visit.name ?? blockId}
          {visit.visit > 1 && ` (${t("runs:timeline.visit", { number: visit.visit })})`}
        </UnstyledButton>
      }
    >
      <div className={classes["note"]}>
        {capitalized(apiWords(note))}
        {isOpen && until !== null && ` · ${t("runs:timeline.until", { time: formatUntil(until) })}`}
        {path !== "" && !isOpen && <span className={classes["branch"]}>→ {path}</span>}
      </div>
      {message !== undefined && (
        <div className={classes["message"]}>
          <UnstyledButton className={classes["subject"]} onClick={() => on.onMessage(message.id)}>
            {message.subject || t("ui:noSubject")}
          </UnstyledButton>
          <StatusBadge value={message.state} label={stateWord(message.state)} />
        </div>
      )}
      {Object.keys(data).length > 0 && (
        <details className={classes["data"]}>
          <summary>{t("runs:timeline.data")}</summary>
          <ValueTree value={data} />
        </details>
      )}
    </TimelineRow>
  );
}
