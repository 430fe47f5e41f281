import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { MessageDetails } from "../../api/runs.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { ContactLabel } from "../../ui/ContactLabel.tsx";
import { exactTime } from "../../ui/format-time.ts";
import classes from "../../ui/Messages.module.css";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { capitalized } from "../../ui/text.ts";
import { channelWord, kindWord, stateWord } from "./words.ts";

export function MessageFacts({ message }: { message: MessageDetails }) {
  const { state, error, heldBack, workflow, runId, sentAt, topic, provider, resendOf } = message;
  const why = error ?? heldBack?.words ?? null;
  return (
    <dl className={classes["facts"]}>
      <Line name={t("messages:fact.state")}>
        <StatusBadge value={state} label={stateWord(state)} />
      </Line>
      {why !== null && <Line name={t("messages:fact.why")}>{capitalized(apiWords(why))}</Line>}
      <Line name={t("messages:fact.contact")}>
        <ContactLabel contact={message} />
      </Line>
      <Line name={t("messages:fact.to")}>{message.recipient}</Line>
      <Line name={t("messages:fact.from")}>{message.sender}</Line>
      <Line name={t("messages:fact.channel")}>{channelWord(message.channel)}</Line>
      <Line name={t("messages:fact.kind")}>{kindWord(message.transactional)}</Line>
      {topic !== null && <Line name={t("messages:fact.topic")}>{topic}</Line>}
      <Line name={t("messages:fact.workflow")}>
        <Link to="/workflows/$id" params={{ id: workflow.id }} search={{ block: message.blockId }}>
          {workflow.name}
        </Link>
      </Line>
      <Line name={t("messages:fact.run")}>
        <Link to="/runs/$id" params={{ id: runId }}>
          {t("messages:showRun")}
        </Link>
      </Line>
      <Line name={t("messages:fact.sent")}>
        {sentAt === null ? t("messages:notYet") : exactTime(sentAt)}
      </Line>
      {provider !== null && <Line name={t("messages:fact.provider")}>{provider}</Line>}
      {resendOf !== null && (
        <Line name={t("messages:fact.resendOf")}>
          <Link to="/messages/$id" params={{ id: resendOf }}>
            {t("messages:original")}
          </Link>
        </Line>
      )}
    </dl>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
