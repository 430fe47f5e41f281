import { Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { MessageDetails } from "../../api/runs.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { MessageBody } from "../../ui/MessageBody.tsx";
import { MessageHistory } from "./MessageHistory.tsx";
import classes from "../../ui/Messages.module.css";
import { engagementText } from "./engagement-text.ts";
import { bytesText } from "../../ui/format-number.ts";
import { exactTime } from "../../ui/format-time.ts";

/** The answer of the built-in inbox, which names the mail that it kept. */
const inInbox = /kept in the built-in inbox as ([0-9a-f-]{36})$/;

export function MessageContents({ message }: { message: MessageDetails }) {
  const { state, error, recipient, sender, channel, topic, sentAt, response, links } = message;
  const { provider, providerId, segments, attachments, missingFiles } = message;
  const mailId = inInbox.exec(response ?? "")?.[1];
  return (
    <Stack gap="lg">
      <dl className={classes["facts"]}>
        <dt>State</dt>
        <dd>
          <StatusBadge value={state} /> {engagementText(message)}
        </dd>
        {error !== null && (
          <>
            <dt>Error</dt>
            <dd className={classes["bad"]}>{error}</dd>
          </>
        )}
        <dt>To</dt>
        <dd>{recipient}</dd>
        <dt>From</dt>
        <dd>{sender}</dd>
        <dt>Channel</dt>
        <dd>
          {channel}
          {topic !== null && `, topic ${topic}`}
        </dd>
        {provider !== null && (
          <>
            <dt>Provider</dt>
            <dd>
              {provider}
              {providerId !== null && `, as ${providerId}`}
            </dd>
          </>
        )}
        {segments !== null && (
          <>
            <dt>Segments</dt>
            <dd>
              {segments.segments} ({segments.encoding}, {segments.units} characters)
            </dd>
          </>
        )}
        {(attachments.length > 0 || missingFiles.length > 0) && (
          <>
            <dt>Attachments</dt>
            <dd>
              {attachments.map(({ name, size, sha256 }, index) => (
                <div key={`${index} ${sha256}`}>
                  {name}, {bytesText(size)}
                </div>
              ))}
              {missingFiles.map((why) => (
                <div key={why} className={classes["bad"]}>
                  Without {why}
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>Sent</dt>
        <dd>{sentAt === null ? "not yet" : exactTime(sentAt)}</dd>
        {mailId !== undefined && (
          <>
            <dt>Inbox</dt>
            <dd>
              <Link to="/inbox/$id" params={{ id: mailId }}>
                Show the mail in the Inbox
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
