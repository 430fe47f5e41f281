import { AppError } from "../../../contract/errors.ts";
import { messageIdOf, objectOf, refuse, textOf } from "../event-step.ts";
import type { FormatStep } from "../ingest-messages.ts";
import { errorText } from "../ingest-messages.ts";
import { momentOf } from "../moment.ts";
import type { ContentIds } from "../content-ids.ts";
import type { Received } from "../segment/messages.ts";
import { groupIn, identitiesIn, stepsOf as segmentSteps } from "../segment/messages.ts";
import { storable } from "../storable.ts";

type Fields = Record<string, unknown>;

const types = new Set(["track", "identify", "page", "screen", "group"]);

/** By this event its clients subscribe somebody, or unsubscribe them. */
const subscriptionChange = "DFSubscriptionChange";
const states: Record<string, "subscribed" | "unsubscribed"> = {
  Subscribe: "subscribed",
  Unsubscribe: "unsubscribed",
};

/** What the messages of a request have in common. */
export interface Batch {
  receivedAt: Date;
  /** Stands behind each message's own. */
  context: unknown;
  contentId: ContentIds;
}

/**
 * What one message asks for: the form is Segment's, but for what this file has. A fault in a message
 * is its own: others of its batch are taken.
 */
export function stepsOf(given: unknown, batch: Batch): FormatStep[] {
  try {
    return readMessage(objectOf(storable(given)), batch);
  } catch (error) {
    if (error instanceof AppError) return [refuse(errorText(error))];
    throw error;
  }
}

function readMessage(given: Fields, { receivedAt, context, contentId }: Batch): FormatStep[] {
  const type = textOf(given["type"]) ?? "";
  if (!types.has(type)) {
    return [refuse(`there is no type "${type.slice(0, 40)}"; there are ${[...types].join(", ")}`)];
  }
  const isDated = momentOf(given["timestamp"]) !== undefined;
  const message: Fields = {
    ...given,
    type,
    // There a message must have an id, which the SDKs make; who says when it was is as safe.
    messageId: textOf(given["messageId"]) ?? (isDated ? contentId(given) : undefined),
    context: { ...objectOf(storable(context)), ...objectOf(given["context"]) },
  };
  if (textOf(message["userId"]) === undefined && textOf(message["anonymousId"]) === undefined) {
    return [refuse("userId or anonymousId is needed")];
  }
  if (type === "group" && message["assigned"] === false) return [leaving(message)];
  const received: Received = {
    format: "dittofeed",
    receivedAt,
    sentAt: undefined,
    contentId,
  };
  const steps = segmentSteps(message, received);
  const isChange = type === "track" && message["event"] === subscriptionChange;
  // First: what the event starts must find whom it may write to.
  return isChange ? [consentStep(message), ...steps] : steps;
}

function leaving(message: Fields): FormatStep {
  const group = groupIn(message);
  if (typeof group !== "string") return group;
  const news = {
    identities: identitiesIn(message),
    profileOf: () => ({}),
    leaves: [group],
    messageId: messageIdOf("dittofeed", textOf(message["messageId"])),
  };
  return { do: "contact", news };
}

/** A subscription group is a topic whose key is the group's id. */
function consentStep(message: Fields): FormatStep {
  const properties = objectOf(message["properties"]);
  const topic = textOf(properties["subscriptionId"]);
  const state = states[textOf(properties["action"]) ?? ""];
  if (topic === undefined || state === undefined) {
    return refuse("properties.subscriptionId and action, Subscribe or Unsubscribe, are needed");
  }
  const news = {
    identities: identitiesIn(message),
    profileOf: () => ({}),
    topics: { [topic]: state },
    // The event has this id too, and takes it.
    messageId: messageIdOf("dittofeed-consent", textOf(message["messageId"])),
  };
  return { do: "contact", news };
}
