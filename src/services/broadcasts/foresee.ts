import type { BlockMessage } from "../../blocks/message.ts";
import { channelOf, notSetUp } from "../../channels/registry.ts";
import { contactsWithDevice } from "../../db/contacts/contact-devices.ts";
import type { Sql } from "../../db/core/database.ts";
import { channelsPausedNow } from "../../db/messages/paused-channels.ts";
import type { ContactFacts } from "../../domain/facts.ts";
import { localZone } from "../../domain/local-zone.ts";
import { ownAddress } from "../../domain/own-address.ts";
import { pauseFor } from "../../domain/pressure/channel-pause.ts";
import { isUnrestricted, rulesFor } from "../../domain/pressure/settings.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { PressureWish } from "../pressure/gate.ts";
import { foreseePressure } from "../pressure/gate.ts";
import { mayReceiveEach, mayReceiveEachAt, wishOf } from "../topics/may-receive.ts";

/** What would become of a message to some contacts, counted. */
export interface Foreseen {
  /** Who is reached, by the channel. */
  channels: Map<string, number>;
  /** Who is not, by the reason. */
  unreached: Map<string, number>;
  /** Of those who are reached: whose message would be held back, by the reason. */
  heldBack: Map<string, number>;
}

interface Given {
  workflowId: string;
  /** Of the workflow. */
  priority: number;
  /** Each contact gets the first that reaches it. */
  messages: readonly BlockMessage[];
  /** The names of the channels that are set up. */
  setUp: ReadonlySet<string>;
  workspace: Workspace;
}

function count(counts: Map<string, number>, key: string, more = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

export async function foreseePage(
  sql: Sql,
  given: Given,
  contacts: readonly ContactFacts[],
  foreseen: Foreseen,
): Promise<void> {
  let left = contacts;
  const reasons = new Map<string, string[]>();
  for (const message of given.messages) {
    if (left.length === 0) break;
    const refused = await refusals(sql, given, message, left);
    const reached = left.filter(({ id }) => !refused.has(id));
    count(foreseen.channels, message.channel, reached.length);
    await foreseeHeld(sql, given, message, reached, foreseen);
    left = left.filter(({ id }) => refused.has(id));
    for (const [id, why] of refused) reasons.set(id, [...(reasons.get(id) ?? []), why]);
  }
  for (const { id } of left) count(foreseen.unreached, (reasons.get(id) ?? []).join("; "));
}

/** Why a message does not reach contacts, by their ids. */
async function refusals(
  sql: Sql,
  { setUp }: Given,
  message: BlockMessage,
  contacts: readonly ContactFacts[],
): Promise<Map<string, string>> {
  const { channel } = message;
  const all = (why: string): Map<string, string> => new Map(contacts.map(({ id }) => [id, why]));
  if (!setUp.has(channel)) return all(notSetUp(channel));
  const { address } = channelOf(channel);
  const ids = contacts.map(({ id }) => id);
  const wish = wishOf(message);
  const [may, withDevice] = await Promise.all([
    mayReceiveEach(sql, ids, wish),
    address.reaches === "devices" ? contactsWithDevice(sql, channel, ids) : new Set(ids),
  ]);
  const refused = new Map<string, string>();
  const addressed: { contactId: string; value: string }[] = [];
  for (const contact of contacts) {
    const { id } = contact;
    const permission = may.get(id);
    const value = address.reaches === undefined ? ownAddress(contact, address) : id;
    if (permission?.ok === false) refused.set(id, permission.reason);
    else if (value === null || !withDevice.has(id)) refused.set(id, address.absent);
    else addressed.push({ contactId: id, value });
  }
  for (const [id, there] of await mayReceiveEachAt(sql, addressed, wish)) {
    if (!there.ok) refused.set(id, there.reason);
  }
  return refused;
}

async function foreseeHeld(
  sql: Sql,
  { workflowId, priority, workspace }: Given,
  { channel, settings }: BlockMessage,
  contacts: readonly ContactFacts[],
  foreseen: Foreseen,
): Promise<void> {
  if (contacts.length === 0) return;
  const { transactional } = settings;
  if (pauseFor(await channelsPausedNow(sql), { channel, transactional }) !== undefined) {
    count(foreseen.heldBack, because.paused, contacts.length);
    return;
  }
  const rules = rulesFor(workspace.pressure, { channel, ...settings });
  if (isUnrestricted(rules)) return;
  const wishes = contacts.map((contact): PressureWish => ({
    messageId: contact.id,
    runId: contact.id,
    blockId: "",
    visit: 1,
    kind: "",
    workflowId,
    contactId: contact.id,
    channel,
    priority,
    rules,
    timeZone: localZone({ contact, workspace }),
  }));
  for (const answer of (await foreseePressure(sql, wishes)).values()) {
    if (answer.outcome !== "go") count(foreseen.heldBack, because[answer.why.because]);
  }
}

const because = {
  cap: sayMessage("overCap"),
  priority: sayMessage("othersFirst"),
  quiet: sayMessage("quietOrHoliday"),
  paused: sayMessage("channelIsPaused"),
} as const;
