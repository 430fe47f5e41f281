import { Alert, Anchor, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { sentence } from "../../ui/text.ts";
import { answerText } from "./answer-text.ts";
import { channelWord } from "../messages/words.ts";
import classes from "./contacts.module.css";
import { explanationQuery } from "./explanation.ts";
import { ExplainedRun } from "./ExplainedRun.tsx";
import { ExplainedTrigger } from "./ExplainedTrigger.tsx";

interface Props {
  contactId: string;
  workflowId: string;
  /** Asked within the workflow: no way to it is needed. */
  isWithin?: boolean;
}

/** The answer in a sentence, and what it rests on: each line leads to what it speaks of. */
export function ExplanationView({ contactId, workflowId, isWithin = false }: Props) {
  const explained = useQuery(explanationQuery(contactId, workflowId));
  const { data } = explained;
  if (data === undefined) {
    if (explained.error === null) return <Skeleton h={120} />;
    const reset = () => void explained.refetch();
    return <PageFailure error={explained.error} reset={reset} what={t("contacts:why.answer")} />;
  }
  const isGood = data.answer === "sent" || data.answer === "running";
  return (
    <Stack gap="sm" aria-live="polite">
      <Alert variant="light" color={isGood ? "teal" : "yellow"} role="status">
        <div className={classes["answer"]}>{answerText(data)}</div>
        {data.reason !== null && <div>{sentence(apiWords(data.reason))}</div>}
      </Alert>
      {!isWithin && (
        <Anchor
          size="sm"
          renderRoot={(anchor) => (
            <Link to="/workflows/$id" params={{ id: workflowId }} search={{}} {...anchor} />
          )}
        >
          {t("contacts:why.openWorkflow", { name: data.workflow.name })}
        </Anchor>
      )}
      {data.triggers.length > 0 && (
        <section>
          <Text fw={600} size="sm" component="h3">
            {t("contacts:why.triggers")}
          </Text>
          <ul className={classes["list"]}>
            {data.triggers.map((trigger) => (
              <ExplainedTrigger key={trigger.bindingId} contactId={contactId} trigger={trigger} />
            ))}
          </ul>
        </section>
      )}
      {data.runs.length > 0 && (
        <section>
          <Text fw={600} size="sm" component="h3">
            {t("contacts:why.runs")}
          </Text>
          <ul className={classes["list"]}>
            {data.runs.map((run) => (
              <ExplainedRun key={run.run.id} explained={run} messages={data.messages} />
            ))}
          </ul>
        </section>
      )}
      {data.blocked.length > 0 && (
        <section>
          <Text fw={600} size="sm" component="h3">
            {t("contacts:why.blocked")}
          </Text>
          <ul className={classes["list"]}>
            {data.blocked.map(({ blockId, name, channel, reason }) => (
              <li key={`${blockId} ${channel} ${reason}`}>
                <Anchor
                  size="sm"
                  renderRoot={(anchor) => (
                    <Link
                      to="/workflows/$id"
                      params={{ id: workflowId }}
                      search={{ block: blockId }}
                      {...anchor}
                    />
                  )}
                >
                  {name ?? channelWord(channel)}
                </Anchor>
                <div className={classes["quiet"]}>{sentence(apiWords(reason))}</div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}
