import { AppError } from "../../../contract/errors.ts";
import type { Profile } from "../../../contract/api/contacts.ts";
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
import { byOurClock, momentOf } from "../moment.ts";
import { distinctKinds, idForms, identityOf, identityOfUser, personOf } from "../person.ts";
import type { FormatStep } from "../ingest-messages.ts";
import { errorText } from "../ingest-messages.ts";

type Fields = Record<string, unknown>;

export interface Received {
  receivedAt: Date;
  sentAt: unknown;
  /** Told for the record: kept, and starts nothing. */
  past: boolean;
  /** A page's key is public: it must not make one of two people. */
  mayMergePeople: boolean;
  contentId: ContentIds;
}

/** Events by which these clients say something about a person only. */
const aboutPerson = new Set(["$identify", "$set", "$create_alias", "$merge_dangerously"]);
const views: Record<string, string> = { $pageview: "pageViewed", $screen: "screenView" };
/** No params of the event: whose it is, the key that sent it, and what is told of the contact. */
const notParams = new Set([
  "token",
  "distinct_id",
  "$set",
  "$set_once",
  "$unset",
  "alias",
  "$anon_distinct_id",
]);

/** What one event asks for. A fault in it is its own: others of its batch are taken. */
export function stepsOf(given: unknown, received: Received): FormatStep[] {
  try {
    return readMessage(objectOf(storable(given)), received);
  } catch (error) {
    if (error instanceof AppError) return [refuse(errorText(error))];
    throw error;
  }
}

function readMessage(message: Fields, received: Received): FormatStep[] {
  const name = textOf(message["event"]) ?? "";
  const properties = objectOf(message["properties"]);
  const distinctId = textOf(message["distinct_id"]) ?? textOf(properties["distinct_id"]);
  const identities = name === "$groupidentify" ? [] : identitiesOf(name, properties, distinctId);
  const id = idOf(message, received);
  const person = personSteps(message, properties, identities, id);
  if (name === "$create_alias" || name === "$merge_dangerously") {
    return [...person, aliasStep(name, properties, distinctId, received)];
  }
  if (aboutPerson.has(name)) {
    return identities.length === 0 ? [refuse("distinct_id is needed")] : person;
  }
  const at = momentOf(message["timestamp"]);
  const event = eventStep({
    name: views[name] ?? name,
    identities,
    params: Object.fromEntries(Object.entries(properties).filter(([key]) => !notParams.has(key))),
    keys: [orderKeyIn(properties), idTextOf(distinctId), id, distinctId],
    messageId: messageIdOf("posthog", id),
    occurredAt: occurredAt(message, at, received),
    ...(received.past && { past: true as const }),
  });
  return [...person, event];
}

const nilUuid = "00000000-0000-0000-0000-000000000000";

/**
 * By what an event's repetition is known. posthog-go below 1.6 and posthog-python below 2.5 send no
 * id, and repeat a batch whose answer was lost.
 */
function idOf(message: Fields, { contentId }: Received): string | undefined {
  const properties = objectOf(message["properties"]);
  const uuid = textOf(message["uuid"]);
  const given =
    (uuid === nilUuid ? undefined : uuid) ??
    textOf(message["messageId"]) ??
    textOf(properties["$insert_id"]);
  if (given !== undefined) return given;
  const saysWhen = textOf(message["timestamp"]) ?? textOf(properties["$time"]);
  return saysWhen === undefined ? undefined : contentId(message);
}

/** Browsers say how many milliseconds ago it was instead of when they sent it. */
function occurredAt(message: Fields, at: Date | undefined, { receivedAt, sentAt }: Received) {
  const { offset } = message;
  if (typeof offset === "number" && offset >= 0) return new Date(receivedAt.getTime() - offset);
  return byOurClock(at, momentOf(sentAt), receivedAt);
}

/**
 * Whose an event is. A browser's own id is an anonymous one until somebody signs in; an event that
 * makes no person there makes no contact here.
 */
function identitiesOf(
  name: string,
  properties: Fields,
  distinctId: string | undefined,
): Identity[] {
  if (name !== "$identify" && properties["$process_person_profile"] === false) return [];
  const isAnonymous =
    name !== "$identify" &&
    (properties["$is_identified"] === false ||
      (distinctId !== undefined && properties["$device_id"] === distinctId));
  const own = isAnonymous ? identityOf("anonymousId", distinctId) : identityOfUser(distinctId);
  const before = name === "$identify" ? properties["$anon_distinct_id"] : null;
  return distinctKinds([own, identityOf("anonymousId", before)]);
}

/** `$set`, `$set_once` and `$unset`, which any event may carry. */
function personSteps(
  message: Fields,
  properties: Fields,
  identities: readonly Identity[],
  id: string | undefined,
): FormatStep[] {
  const told = (name: string) => ({ ...objectOf(message[name]), ...objectOf(properties[name]) });
  const set = told("$set");
  const once = told("$set_once");
  const unset = properties["$unset"];
  const gone = Array.isArray(unset) ? unset.filter((each) => typeof each === "string") : [];
  const says = [set, once].some((each) => Object.keys(each).length > 0) || gone.length > 0;
  const isIdentify = message["event"] === "$identify";
  if (identities.length === 0 || (!says && !isIdentify)) return [];
  const all = distinctKinds([...personOf(set).identities, ...identities]);
  const profileOf = (before: BeforeEvent) => profileFrom(before, { set, once, gone });
  const news = { identities: all, profileOf, messageId: messageIdOf("posthog-contact", id) };
  return [{ do: "contact", news }];
}

function profileFrom(
  before: BeforeEvent,
  { set, once, gone }: { set: Fields; once: Fields; gone: readonly string[] },
): Profile {
  const first = personOf(once).profile;
  const has = (name: string): boolean =>
    (before?.[name as keyof NonNullable<BeforeEvent>] ?? before?.attributes[name] ?? null) !== null;
  const fresh = (fields: object): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !has(name)));
  const { attributes: ever, ...later } = personOf(set).profile;
  const { attributes: atFirst = {}, ...fields } = first;
  const without = Object.fromEntries(gone.map((name) => [name, null]));
  return {
    ...fresh(fields),
    ...later,
    attributes: { ...without, ...fresh(atFirst), ...ever },
  };
}

/** An alias joins ids of one person; two people stay two, unless it is the dangerous sort. */
function aliasStep(
  name: string,
  properties: Fields,
  distinctId: string | undefined,
  { mayMergePeople }: Received,
): FormatStep {
  const isDangerous = name === "$merge_dangerously";
  if (isDangerous && !mayMergePeople) {
    return refuse('$merge_dangerously needs an API key with the scope "manage"');
  }
  const [identities, others] = [idForms(distinctId), idForms(properties["alias"])];
  if (identities.length === 0 || others.length === 0) {
    return refuse("distinct_id and alias are needed");
  }
  const mayMerge = isDangerous ? "anybody" : "anonymous";
  return { do: "join", joining: { identities, others, mayMerge } };
}
