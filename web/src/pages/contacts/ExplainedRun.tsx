import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { sentence } from "../../ui/text.ts";
import { Time } from "../../ui/Time.tsx";
import { channelWord, stateWord } from "../messages/words.ts";
import classes from "./contacts.module.css";
import type { Explanation } from "./explanation.ts";

interface Props {
  explained: Explanation["runs"][number];
  messages: Explanation["messages"];
}

/** One run: where it is or ended, what it sent, and what it did not. */
export function ExplainedRun({ explained: { run, last, notSent }, messages }: Props) {
  const own = messages.filter(({ runId }) => runId === run.id);
  const isOver = run.endedAt !== null;
  return (
    <li>
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => (
          <Link to="/runs/$id" params={{ id: run.id }} search={{}} {...props} />
        )}
      >
        {t("contacts:why.run")} <Time at={run.createdAt} />
      </Anchor>{" "}
      <StatusBadge value={run.status} label={t(`words:status.${run.status}`)} />
      {last !== null && (
        <div className={classes["quiet"]}>
          {isOver
            ? t("contacts:why.endedAt", { block: last.name ?? last.kind, branch: last.branch })
            : t("contacts:why.isAt", { block: last.name ?? last.kind })}
          {last.note !== "" && ` ${sentence(apiWords(last.note))}`}
        </div>
      )}
      {own.map(({ id, subject, channel, state, error }) => (
        <div key={id}>
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/messages/$id" params={{ id }} {...props} />}
          >
            {subject || channelWord(channel)}
          </Anchor>{" "}
          <StatusBadge value={state} label={stateWord(state)} />
          {error !== null && <div className={classes["quiet"]}>{sentence(apiWords(error))}</div>}
        </div>
      ))}
      {notSent.map(({ blockId, name, note, at }) => (
        <div key={`${blockId} ${at}`}>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/runs/$id" params={{ id: run.id }} search={{ block: blockId }} {...props} />
            )}
          >
            {name ?? t("contacts:why.message")}
          </Anchor>{" "}
          <StatusBadge value="failed" label={t("contacts:why.notSent")} />
          <div className={classes["quiet"]}>{sentence(apiWords(note))}</div>
        </div>
      ))}
    </li>
  );
}
