import { createHash } from "node:crypto";
import type { WrittenDevice } from "../../../contract/api/devices.ts";
import { writtenDevice } from "../../../contract/api/devices.ts";
import { AppError } from "../../../contract/errors.ts";
import type { ContactUpdate } from "../../../services/contacts/change-once.ts";
import { eraseContact, findContact, isOtherName } from "../../../services/contacts/contacts.ts";
import type { Identity } from "../../../domain/identity.ts";
import { eventStep, messageIdOf, objectOf, idTextOf, orderKeyIn, textOf } from "../event-step.ts";
import type { FormatDependencies } from "../format.ts";
import { momentOfSeconds } from "../moment.ts";
import { distinctKinds, identityOf, identityOfUser, personOf } from "../person.ts";
import type { MessageError, FormatStep } from "../ingest-messages.ts";
import { ingestMessages } from "../ingest-messages.ts";

export type Fields = Record<string, unknown>;
export type Outcome = MessageError;

type Call = (deps: FormatDependencies, params: Fields, body: Fields) => Promise<Outcome>;

/** What these clients say beside attributes, for the server alone. */
const instructions = new Set(["_update", "cio_id", "unsubscribed", "anonymous_id"]);

export const identify: Call = async (deps, params, body) => {
  const isKnown = () => findContact(deps.context.sql, [personIn(params)]);
  if (body["_update"] === true && (await isKnown()) === null) return null;
  const attributes = Object.entries(body).filter(([name]) => !instructions.has(name));
  const person = personOf(Object.fromEntries(attributes));
  const { unsubscribed } = body;
  return changeContact(deps, params, {
    identities: [...person.identities, identityOf("anonymousId", body["anonymous_id"])],
    profileOf: () => person.profile,
    ...(typeof unsubscribed === "boolean" && { unsubscribed }),
  });
};

/** By an id that was merged into another one nobody is erased: whom it finds is somebody else. */
export const erase: Call = async ({ context }, params) => {
  const identity = personIn(params);
  if (await isOtherName(context, identity)) return null;
  const id = await findContact(context.sql, [identity]);
  try {
    if (id !== null) await eraseContact(context, id);
  } catch (error) {
    // Somebody else was first.
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
  return null;
};

export const track: Call = (deps, params, body) => take(deps, trackStep(params, body));

/** @param params of nobody known without an id and a phone */
export function trackStep(params: Fields, body: Fields): FormatStep {
  const isNamed = params["id"] !== undefined || params["phone"] !== undefined;
  const person = isNamed ? personIn(params) : null;
  const anonymous = textOf(body["anonymous_id"]);
  const identities = distinctKinds([person, identityOf("anonymousId", anonymous)]);
  const data = objectOf(body["data"]);
  const name = textOf(body["name"]) ?? "";
  const views: Record<string, string> = { page: "pageViewed", screen: "screenView" };
  const view = views[textOf(body["type"]) ?? ""];
  const messageId = messageIdOf("customerio", textOf(body["id"]) ?? derivedId(params, body));
  return eventStep({
    name: view ?? name,
    params: view === undefined ? data : { name, ...data },
    identities,
    keys: [orderKeyIn(data), idTextOf(person?.value), idTextOf(anonymous), messageId, "anonymous"],
    messageId,
    occurredAt: momentOfSeconds(body["timestamp"]),
  });
}

/** Old clients send no id. With a time, the same words twice are one event: a retry looks like that. */
function derivedId(params: Fields, body: Fields): string | undefined {
  if (momentOfSeconds(body["timestamp"]) === undefined) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([params["id"] ?? params["phone"], body]))
    .digest("hex");
}

/** A device's id is the token by which it is pushed to; what it says is kept on the contact, too. */
export const addDevice: Call = (deps, params, body) => {
  const { id, ...device } = objectOf(body["device"]);
  const token = identityOf("pushToken", id);
  if (token === null) return Promise.resolve("device.id is needed");
  return changeContact(deps, params, {
    identities: [token],
    devices: phoneOf(token.value, device["platform"]),
    profileOf: (before) => ({
      attributes: {
        devices: { ...objectOf(before?.attributes["devices"]), [token.value]: device },
      },
    }),
  });
};

/** None where it does not say what it is: then nobody knows by whom to send to it. */
function phoneOf(token: string, given: unknown): WrittenDevice[] {
  const platform = textOf(given)?.toLowerCase();
  const read = writtenDevice.safeParse({ platform, token });
  return read.success && read.data.platform !== "web" ? [read.data] : [];
}

export const dropDevice: Call = (deps, params) => {
  const token = identityOf("pushToken", params["device"]);
  if (token === null) return Promise.resolve(null);
  return changeContact(deps, params, {
    drops: [token],
    dropsDevices: [token.value],
    profileOf: (before) => {
      const { [token.value]: _gone, ...devices } = objectOf(before?.attributes["devices"]);
      return { attributes: { devices: Object.keys(devices).length === 0 ? null : devices } };
    },
  });
};

export const suppress: Call = (deps, params) => changeContact(deps, params, { unsubscribed: true });
/** By such an id nobody is written to again either: they may have unsubscribed themselves. */
export const unsuppress: Call = async (deps, params) =>
  (await isOtherName(deps.context, personIn(params)))
    ? null
    : changeContact(deps, params, { unsubscribed: false });

export const merge: Call = (deps, _params, body) => {
  const [identity, other] = [namedBy(body["primary"]), namedBy(body["secondary"])];
  if (identity === null || other === null) {
    return Promise.resolve("primary and secondary are needed, each with an id or an email");
  }
  return take(deps, {
    do: "join",
    joining: { identities: [identity], others: [other], mayMerge: "anybody" },
  });
};

function namedBy(given: unknown): Identity | null {
  const { id, email } = objectOf(given);
  return identityOfUser(id) ?? identityOf("email", email);
}

interface ContactChange extends Partial<Omit<ContactUpdate, "identities">> {
  identities?: readonly (Identity | null)[];
}

export function changeContact(
  deps: FormatDependencies,
  params: Fields,
  news: ContactChange,
): Promise<Outcome> {
  const { identities = [], profileOf = () => ({}), ...rest } = news;
  const all = distinctKinds([...identities, personIn(params)]);
  return take(deps, { do: "contact", news: { ...rest, profileOf, identities: all } });
}

/** @throws AppError `invalid` */
function personIn({ id, phone, anonymous_id: visitor }: Fields): Identity {
  if (visitor !== undefined) {
    const anonymous = identityOf("anonymousId", visitor);
    if (anonymous === null) throw new AppError("invalid", "the anonymous_id can't be read");
    return anonymous;
  }
  if (id === undefined && phone !== undefined) {
    const number = identityOf("phone", phone);
    if (number === null) throw new AppError("invalid", "the customer's phone can't be read");
    return number;
  }
  const identity = identityOfUser(id);
  if (identity === null) throw new AppError("invalid", "the customer's id is empty or too long");
  return identity;
}

async function take(deps: FormatDependencies, step: FormatStep): Promise<Outcome> {
  const [fault = null] = await ingestMessages(deps, [[step]]);
  return fault;
}
