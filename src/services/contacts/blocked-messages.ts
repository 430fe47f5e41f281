import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { blockKinds } from "../../blocks/registry.ts";
import type { BlockMessage } from "../../blocks/message.ts";
import { channels } from "../../channels/registry.ts";
import type { Explanation } from "../../contract/api/contact-explanation.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { Definition } from "../../contract/definition.ts";
import { identitiesOf } from "../../db/contacts/contacts.ts";
import { versionDefinition } from "../../db/workflows/version-definition.ts";
import type { ServiceContext } from "../context.ts";
import { mayReceiveAt, reachOf, wishOf } from "../topics/may-receive.ts";

/** Messages of a version that would not be sent to a contact as things stand, and why. */
export async function blockedMessages(
  context: ServiceContext,
  contactId: string,
  version: { id: string },
): Promise<Explanation["blocked"]> {
  const { definition } = await versionDefinition(context.sql, version.id);
  const blocked: Explanation["blocked"] = [];
  for (const block of (definition as Definition).blocks) {
    const kind = blockKinds.get(block.kind);
    const read = readBlockConfig(block.kind, block.config);
    if (kind === undefined || kind.place === "bulk" || read.outcome === "faulty") continue;
    for (const message of kind.messages?.(read.config) ?? []) {
      const reason = await whyNot(context, contactId, message);
      if (reason === null) continue;
      const { channel } = message;
      blocked.push({ blockId: block.id, name: block.name ?? null, channel, reason });
    }
  }
  return blocked;
}

async function whyNot(
  { sql }: ServiceContext,
  contactId: string,
  message: BlockMessage,
): Promise<string | null> {
  const wish = wishOf(message);
  const { may } = await reachOf(sql, contactId, wish);
  if (!may.ok) return may.reason;
  const kind = channels.get(message.channel)?.address.identity ?? null;
  // Written to where the block says, or on devices: what is there is known only then.
  if (kind === null || message.settings.to !== undefined) return null;
  const own = (await identitiesOf(sql, contactId)).filter((one) => one.kind === kind);
  if (own.length === 0) return sayMessage(kind === "phone" ? "noPhoneForIt" : "noAddressForIt");
  let reason: string | null = null;
  for (const { value } of own) {
    const there = await mayReceiveAt(sql, contactId, value, wish);
    if (there.ok) return null;
    reason ??= there.reason;
  }
  return reason;
}
