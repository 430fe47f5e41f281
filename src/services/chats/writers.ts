import type { ChannelDescription } from "../../channels/description.ts";
import type { ChatWriter } from "../../channels/provider.ts";
import { contactsThatExist, ownersOf } from "../../db/contacts/contact-identities.ts";
import { noteWritten } from "../../db/messages/chat-threads.ts";
import type { Identity } from "../../domain/identity.ts";
import { parseIdentity } from "../../domain/identity.ts";
import { canonicalLanguage } from "../../domain/language-tag.ts";
import { loadLinkSigner } from "../clicks/link-signer.ts";
import { joinContacts } from "../contacts/join.ts";
import { upsertContact } from "../contacts/upsert.ts";
import type { ServiceContext } from "../context.ts";

interface Chat {
  channel: ChannelDescription;
  /** Of its set-up. */
  settings: Record<string, unknown>;
}

/**
 * Notes who has written in a chat, before what they have written is recorded. Whoever came by a link
 * of ours is the contact that it names; of somebody else who is unknown a contact is made, where the
 * set-up wants that. Done again, it changes nothing.
 */
export async function noteWriters(
  context: ServiceContext,
  { channel, settings }: Chat,
  writers: readonly ChatWriter[],
): Promise<void> {
  const { identity: kind } = channel.address;
  if (kind === null) return;
  const last = new Map<string, ChatWriter>();
  for (const writer of writers) {
    const parsed = parseIdentity(kind, writer.address);
    if (parsed.outcome !== "identity") continue;
    const { value } = parsed.identity;
    const token = writer.token ?? last.get(value)?.token ?? null;
    last.set(value, { ...writer, address: value, token });
  }
  await noteWritten(context.sql, channel.name, [...last.values()]);
  for (const writer of last.values()) {
    const identity: Identity = { kind, value: writer.address };
    const contactId = writer.token === null ? null : await namedBy(context, writer.token);
    if (contactId !== null) await join(context, contactId, identity);
    else if (settings["makesContacts"] === true) await makeUnlessKnown(context, identity, writer);
  }
}

/** The contact of a link's token; null where it is none of ours, or the contact is gone. */
async function namedBy(context: ServiceContext, token: string): Promise<string | null> {
  // Which address links lead to says nothing of the token.
  const signer = await loadLinkSigner(context.sql, "http://localhost", context.secretsKeys);
  const contactId = signer.messageOf("chat", token);
  if (contactId === null) return null;
  return (await contactsThatExist(context.sql, [contactId])).has(contactId) ? contactId : null;
}

/** Who was known in the chat alone becomes the contact; two people whom more is known of stay two. */
async function join(context: ServiceContext, contactId: string, identity: Identity): Promise<void> {
  await joinContacts(context, {
    identities: [{ kind: "contactId", value: contactId }],
    others: [identity],
    mayMerge: "anonymous",
  });
}

async function makeUnlessKnown(
  context: ServiceContext,
  identity: Identity,
  { firstName, lastName, language }: ChatWriter,
): Promise<void> {
  const owners = await ownersOf(context.sql, [identity]);
  if (owners.length > 0) return;
  await upsertContact(context, {
    identities: [identity],
    profile: {
      firstName: firstName?.slice(0, 200),
      lastName: lastName?.slice(0, 200),
      language: canonicalLanguage(language ?? ""),
    },
  });
}
