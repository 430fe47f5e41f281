import { Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { MessageDetails } from "../../api/runs.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { MessageBody } from "../../ui/MessageBody.tsx";
import { capitalized } from "../../ui/text.ts";
import { channelWord, stateWord } from "../messages/words.ts";
import { MessageHistory } from "./MessageHistory.tsx";
import classes from "../../ui/Messages.module.css";
import { engagementText } from "./engagement-text.ts";
import { bytesText } from "../../ui/format-number.ts";
import { exactTime } from "../../ui/format-time.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** The answer of the built-in inbox, which names the mail that it kept. */
const inInbox = /kept in the built-in inbox as ([0-9a-f-]{36})$/;

export function MessageContents({ message }: { message: MessageDetails }) {
  const { state, error, recipient, sender, channel, topic, sentAt, response, links } = message;
  const { provider, providerId, segments, attachments, missingFiles } = message;
  const mailId = inInbox.exec(response ?? "")?.[1];
  return (
    <Stack gap="lg">
      <dl className={classes["facts"]}>
        <dt>{t("runs:message.state")}</dt>
        <dd>
          <StatusBadge value={state} label={stateWord(state)} /> {engagementText(message)}
        </dd>
        {error !== null && (
          <>
            <dt>{t("runs:message.error")}</dt>
            <dd className={classes["bad"]}>{capitalized(apiWords(error))}</dd>
          </>
        )}
        <dt>{t("runs:message.to")}</dt>
        <dd>{recipient}</dd>
        <dt>{t("runs:message.from")}</dt>
        <dd>{sender}</dd>
        <dt>{t("runs:message.channel")}</dt>
        <dd>
          {topic === null
            ? channelWord(channel)
            : t("runs:message.channelTopic", { channel: channelWord(channel), topic })}
        </dd>
        {provider !== null && (
          <>
            <dt>{t("runs:message.provider")}</dt>
            <dd>
              {providerId === null
                ? provider
                : t("runs:message.providerAs", { provider, id: providerId })}
            </dd>
          </>
        )}
        {segments !== null && (
          <>
            <dt>{t("runs:message.segments")}</dt>
            <dd>
              {t("runs:message.segmentsOf", {
                segments: segments.segments,
                encoding: segments.encoding,
                count: segments.units,
              })}
            </dd>
          </>
        )}
        {(attachments.length > 0 || missingFiles.length > 0) && (
          <>
            <dt>{t("runs:message.attachments")}</dt>
            <dd>
              {attachments.map(({ name, size, sha256 }, index) => (
                <div key={`${index} ${sha256}`}>
                  {name}, {bytesText(size)}
                </div>
              ))}
              {missingFiles.map((why) => (
                <div key={why} className={classes["bad"]}>
                  {t("runs:message.without", { why })}
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>{t("runs:message.sent")}</dt>
        <dd>{sentAt === null ? t("runs:notYet") : exactTime(sentAt)}</dd>
        {mailId !== undefined && (
          <>
            <dt>{t("runs:message.inbox")}</dt>
            <dd>
              <Link to="/inbox/$id" params={{ id: mailId }}>
                {t("runs:message.showMail")}
              </Link>
            </dd>
          </>
        )}
      </dl>
      <MessageBody message={message} />
      <MessageHistory links={links} log={message.log} />
    </Stack>
  );
}
