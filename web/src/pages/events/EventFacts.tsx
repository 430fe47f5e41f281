import { Alert, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EventDetails } from "../../api/events.ts";
import { Fact } from "../../ui/Fact.tsx";
import { EventContact } from "./EventContact.tsx";
import classes from "./EventFacts.module.css";
import { exactTime } from "../../ui/format-time.ts";

/** Who, what and when of an event. */
export function EventFacts({ event }: { event: EventDetails }) {
  const { id, type, key, contactId, messageId, source, receivedAt, occurredAt } = event;
  return (
    <>
      <dl className={classes["facts"]}>
        <Fact name="Event type" copied={type.key} what="the event type's key">
          <Link to="/events" search={{ typeKey: type.key }}>
            {type.key}
          </Link>
        </Fact>
        <Fact name="Event key" copied={key} what="the event's key">
          {key}
        </Fact>
        <Fact name="Event id" copied={id} what="the event's id">
          {id}
        </Fact>
        {messageId !== null && (
          <Fact name="Message id" copied={messageId} what="the message id">
            {messageId}
          </Fact>
        )}
        <Fact name="Contact">
          <Group gap="sm">
            <EventContact event={event} />
            {contactId !== null && (
              <Link to="/events" search={{ contactId }}>
                All events of this contact
              </Link>
            )}
          </Group>
        </Fact>
        {event.identities.map((identity, index) => {
          const { kind, value } = readIdentity(identity);
          return (
            <Fact key={`${kind} ${index}`} name={kind} copied={value} what={`the ${kind}`}>
              {value}
            </Fact>
          );
        })}
        <Fact name="Source">{source}</Fact>
        <Fact name="Received">{exactTime(receivedAt)}</Fact>
        <Fact name="Occurred">{occurredAt === null ? "not given" : exactTime(occurredAt)}</Fact>
      </dl>
      {event.ignored.map(({ kind, value, reason }) => (
        <Alert
          key={`${kind} ${value}`}
          color="yellow"
          variant="outline"
          title={`${kindNames[kind] ?? kind} “${value}” was ignored`}
        >
          {`Why: ${reason}. Nobody is found by it, and nobody is given it.`}
        </Alert>
      ))}
      {event.conflict !== null && (
        <Alert color="yellow" variant="outline" title="Some identities belong to another contact">
          The event counts for the contact above; these were left with the other:{" "}
          <code>{JSON.stringify(event.conflict)}</code>
        </Alert>
      )}
    </>
  );
}

const kindNames: Record<string, string> = {
  contactId: "Contact id (yours)",
  email: "E-mail",
  phone: "Phone",
  pushToken: "Push token",
  anonymousId: "Anonymous id",
};

function readIdentity(identity: unknown): { kind: string; value: string } {
  const { kind, value } = (identity ?? {}) as { kind?: unknown; value?: unknown };
  const name = String(kind);
  return { kind: kindNames[name] ?? name, value: String(value) };
}
