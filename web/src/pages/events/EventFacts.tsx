import { Alert, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EventDetails } from "../../api/events.ts";
import { Fact } from "../../ui/Fact.tsx";
import { EventContact } from "./EventContact.tsx";
import classes from "./EventFacts.module.css";
import { exactTime } from "../../ui/format-time.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";

/** Who, what and when of an event. */
export function EventFacts({ event }: { event: EventDetails }) {
  const { id, type, key, contactId, messageId, source, receivedAt, occurredAt } = event;
  return (
    <>
      <dl className={classes["facts"]}>
        <Fact name={t("events:fact.type")} copied={type.key} what={t("events:fact.theTypeKey")}>
          <Link to="/events" search={{ typeKey: type.key }}>
            {type.key}
          </Link>
        </Fact>
        <Fact name={t("events:fact.key")} copied={key} what={t("events:fact.theKey")}>
          {key}
        </Fact>
        <Fact name={t("events:fact.id")} copied={id} what={t("events:fact.theId")}>
          {id}
        </Fact>
        {messageId !== null && (
          <Fact
            name={t("events:fact.messageId")}
            copied={messageId}
            what={t("events:fact.theMessageId")}
          >
            {messageId}
          </Fact>
        )}
        <Fact name={t("events:fact.contact")}>
          <Group gap="sm">
            <EventContact event={event} />
            {contactId !== null && (
              <Link to="/events" search={{ contactId }}>
                {t("events:fact.allOfContact")}
              </Link>
            )}
          </Group>
        </Fact>
        {event.identities.map((identity, index) => {
          const { kind, value } = readIdentity(identity);
          return (
            <Fact
              key={`${kind} ${index}`}
              name={kind}
              copied={value}
              what={t("events:fact.the", { kind })}
            >
              {value}
            </Fact>
          );
        })}
        <Fact name={t("events:fact.source")}>{source}</Fact>
        <Fact name={t("events:fact.received")}>{exactTime(receivedAt)}</Fact>
        <Fact name={t("events:fact.occurred")}>
          {occurredAt === null ? t("events:fact.notGiven") : exactTime(occurredAt)}
        </Fact>
      </dl>
      {event.ignored.map(({ kind, value, reason }) => (
        <Alert
          key={`${kind} ${value}`}
          color="yellow"
          variant="outline"
          title={t("events:ignored.title", { kind: kindName(kind), value })}
        >
          {t("events:ignored.why", { reason: apiWords(reason) })}
        </Alert>
      ))}
      {event.conflict !== null && (
        <Alert color="yellow" variant="outline" title={t("events:conflict.title")}>
          {t("events:conflict.text")} <code>{JSON.stringify(event.conflict)}</code>
        </Alert>
      )}
    </>
  );
}

const identityKinds = ["contactId", "email", "phone", "pushToken", "anonymousId"] as const;

function kindName(kind: string): string {
  const known = identityKinds.find((one) => one === kind);
  return known === undefined ? kind : t(`events:identity.${known}`);
}

function readIdentity(identity: unknown): { kind: string; value: string } {
  const { kind, value } = (identity ?? {}) as { kind?: unknown; value?: unknown };
  return { kind: kindName(String(kind)), value: String(value) };
}
