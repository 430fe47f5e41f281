import { Title, UnstyledButton } from "@mantine/core";
import type { RunMessage } from "../../api/runs.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import classes from "../../ui/Messages.module.css";
import { capitalized } from "../../ui/text.ts";
import { channelWord, stateWord } from "../messages/words.ts";
import { engagementText } from "./engagement-text.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  messages: readonly RunMessage[];
  names: ReadonlyMap<string, string>;
  onMessage(id: string): void;
}

/** What the run sent, newest first. */
export function MessageList({ messages, names, onMessage }: Props) {
  if (messages.length === 0) return null;
  return (
    <>
      <Title order={2} mt="lg" mb="xs">
        {t("runs:message.list")}
      </Title>
      <ul className={classes["list"]}>
        {messages.map((message) => (
          <li key={message.id} className={classes["message"]}>
            <div className={classes["head"]}>
              <UnstyledButton className={classes["subject"]} onClick={() => onMessage(message.id)}>
                {message.subject || t("ui:noSubject")}
              </UnstyledButton>
              <StatusBadge value={message.state} label={stateWord(message.state)} />
            </div>
            <div className={classes["quiet"]}>
              {t("runs:message.byBlock", {
                channel: channelWord(message.channel),
                to: message.recipient,
                block: names.get(message.blockId) ?? message.blockId,
              })}
            </div>
            <div className={classes["quiet"]}>{engagementText(message)}</div>
            {message.error !== null && (
              <div className={classes["bad"]}>{capitalized(apiWords(message.error))}</div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
