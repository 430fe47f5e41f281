import { fileName, isBase64, maxFiles } from "../../../domain/attached-file.ts";
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
  const steps = withFiles(segmentSteps(message, received), message["files"]);
  const isChange = type === "track" && message["event"] === subscriptionChange;
  // First: what the event starts must find whom it may write to.
  return isChange ? [consentStep(message), ...steps] : steps;
}

/** Files are the event's param `files`, as mails take them along. */
function withFiles(steps: FormatStep[], given: unknown): FormatStep[] {
  const files = (Array.isArray(given) ? (given as unknown[]) : [])
    .slice(0, maxFiles)
    .flatMap(fileIn);
  if (files.length === 0) return steps;
  return steps.map((step) =>
    step.do === "event"
      ? { ...step, event: { ...step.event, params: { files, ...step.event.params } } }
      : step,
  );
}

/** `{ "type": "Base64Encoded", "name", "mimeType", "data" }`; what is none is left aside. */
function fileIn(given: unknown): { filename: string; contentType?: string; content: string }[] {
  const { type, name, mimeType, data } = objectOf(given);
  const isFile = type === "Base64Encoded" && typeof data === "string" && isBase64(data);
  const filename = fileName(textOf(name) ?? "");
  if (!isFile || filename === "") return [];
  const contentType = textOf(mimeType);
  return [
    contentType === undefined
      ? { filename, content: data }
      : { filename, contentType, content: data },
  ];
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
