import { AppError } from "../../../contract/errors.ts";
import type { Identity } from "../../../domain/identity.ts";
import type { BeforeEvent } from "../../../services/contacts/change-once.ts";
import {
  eventStep,
  messageIdOf,
  objectOf,
  idTextOf,
  orderKeyIn,
  refuse,
  textOf,
} from "../event-step.ts";
import type { ContentIds } from "../content-ids.ts";
import { storable } from "../storable.ts";
import { cartNewsOf, orderOf } from "./commerce.ts";
import { byOurClock, momentOf } from "../moment.ts";
import { distinctKinds, idForms, identityOf, identityOfUser, personOf } from "../person.ts";
import type { FormatStep } from "../ingest-messages.ts";
import { errorText } from "../ingest-messages.ts";

/** When a message, or its batch, came: by our clock, and by the client's. */
export interface Received {
  /** Whose form it is: the same message id in another's is another message. */
  format: "segment" | "dittofeed";
  receivedAt: Date;
  sentAt: unknown;
  contentId: ContentIds;
}

type Fields = Record<string, unknown>;
type Read<Result> = (
  message: Fields,
  identities: readonly Identity[],
  received: Received,
) => Result;
type Reader = Read<FormatStep>;

/** What one message asks for. A fault in it is its own: others of its batch are taken. */
export function stepsOf(given: unknown, received: Received): FormatStep[] {
  try {
    const message = objectOf(storable(given));
    const type = textOf(message["type"]) ?? textOf(message["action"]) ?? "";
    const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (read === undefined) return [refuse(`there is no type "${type.slice(0, 40)}"`)];
    const steps = read(message, identitiesIn(message), received);
    return Array.isArray(steps) ? steps : [steps];
  } catch (error) {
    if (error instanceof AppError) return [refuse(errorText(error))];
    throw error;
  }
}

/**
 * By whom a message is. Properties don't count, unlike in events of our own form: the address in
 * "Friend invited" is somebody else's.
 */
export function identitiesIn(message: Fields): Identity[] {
  const known = personOf(traitsOfContext(message)).identities;
  const anonymous = identityOf("anonymousId", message["anonymousId"]);
  return distinctKinds([identityOfUser(message["userId"]), ...known, anonymous]);
}

function traitsOfContext(message: Fields): Fields {
  return objectOf(objectOf(message["context"])["traits"]);
}

function event(name: string, params: Fields): Reader {
  return (message, identities, received) => {
    const { receivedAt, sentAt } = received;
    const at = momentOf(message["timestamp"]) ?? momentOf(message["originalTimestamp"]);
    const occurredAt = byOurClock(at, momentOf(message["sentAt"] ?? sentAt), receivedAt);
    return eventStep({
      name,
      params: { ...origin(message), ...params },
      identities: [...identities],
      keys: [
        orderKeyIn(params),
        ...["userId", "anonymousId"].map((field) => idTextOf(message[field])),
        ...["messageId", "userId", "anonymousId"].map((field) => textOf(message[field])),
      ],
      messageId: idOf(message, received),
      occurredAt,
    });
  };
}

/** Of the context: what a condition may ask for. The rest describes the device. */
function origin(message: Fields): Fields {
  const { page, campaign } = objectOf(message["context"]);
  const context = {
    ...(page !== undefined && { page }),
    ...(campaign !== undefined && { campaign }),
  };
  return Object.keys(context).length === 0 ? {} : { context };
}

/** SDKs number their messages; who writes requests by hand and says when it was is as safe. */
function idOf(message: Fields, { format, contentId }: Received): string | undefined {
  const saysWhen = textOf(message["timestamp"]) ?? textOf(message["originalTimestamp"]);
  const ofContent = saysWhen === undefined ? undefined : contentId(message);
  return messageIdOf(format, textOf(message["messageId"]) ?? ofContent);
}

/** The call's own name and category are params beside the properties. */
function view(typeKey: string): Reader {
  return (message, ...rest) => {
    const { name, category } = message;
    const named = { ...(name ? { name } : {}), ...(category ? { category } : {}) };
    return event(typeKey, { ...named, ...objectOf(message["properties"]) })(message, ...rest);
  };
}

/** What the specification of e-commerce says of carts and orders comes of its events beside them. */
function track(
  message: Fields,
  identities: readonly Identity[],
  received: Received,
): FormatStep | FormatStep[] {
  const name = textOf(message["event"]) ?? "";
  const properties = objectOf(message["properties"]);
  const step = event(name, properties)(message, identities, received);
  if (step.do !== "event") return step;
  const cart = cartNewsOf(name, properties, message);
  const told = cart === null ? step.event : { ...step.event, cart };
  const order = orderOf(name, properties, told, received.receivedAt);
  const kept: FormatStep = { do: "event", event: told };
  return order === null ? kept : [kept, { do: "order", order }];
}

const readers: Record<string, Read<FormatStep | FormatStep[]>> = {
  track,
  page: view("pageViewed"),
  screen: view("screenView"),
  identify: (message, identities, received) => {
    // RudderStack's clients put the traits of this call too into its context.
    const person = personOf({ ...traitsOfContext(message), ...objectOf(message["traits"]) });
    const all = distinctKinds([...person.identities, ...identities]);
    if (all.length === 0) return nobody();
    const messageId = idOf(message, received);
    return { do: "contact", news: { identities: all, profileOf: () => person.profile, messageId } };
  },
  group: (message, identities, received) => {
    const group = groupIn(message);
    if (identities.length === 0) return nobody();
    if (typeof group !== "string") return group;
    const traits = objectOf(message["traits"]);
    return {
      do: "contact",
      news: {
        identities,
        joins: [group],
        messageId: idOf(message, received),
        profileOf: (before) => withGroup(before, group, traits),
      },
    };
  },
  alias: (message) => {
    const identities = distinctKinds([identityOfUser(message["userId"])]);
    const others = idForms(message["previousId"]);
    if (identities.length === 0 || others.length === 0) {
      return refuse("userId and previousId are needed");
    }
    return { do: "join", joining: { identities, others, mayMerge: "anonymous" } };
  },
};

const nobody = (): FormatStep => refuse("userId or anonymousId is needed");

/** The group's id, or why there is none. */
export function groupIn(message: Fields): string | FormatStep {
  const group = textOf(message["groupId"]);
  return group === undefined || group.length > 200
    ? refuse("groupId is missing, or longer than 200 characters")
    : group;
}

/** A group has no page of its own: what is told of it stands on its members. */
function withGroup(before: BeforeEvent, group: string, traits: Fields) {
  if (Object.keys(traits).length === 0) return {};
  const groups = { ...objectOf(before?.attributes["groups"]), [group]: traits };
  return { attributes: { groups } };
}
