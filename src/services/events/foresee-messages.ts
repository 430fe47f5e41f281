import { blockKinds, branchesOf } from "../../blocks/registry.ts";
import type { BlockMessage } from "../../blocks/message.ts";
import { filled } from "../../blocks/message-settings.ts";
import type { SendToSegment } from "../../blocks/send-to-segment.ts";
import { sendToSegment } from "../../blocks/send-to-segment.ts";
import { channelOf, notSetUp } from "../../channels/registry.ts";
import type { ForeseenMessage } from "../../contract/api/dry-run.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { Definition } from "../../contract/definition.ts";
import { countMembers } from "../../db/contacts/segment-pages.ts";
import { segmentsNamed } from "../../db/contacts/segments-by-name.ts";
import type { Sql } from "../../db/core/database.ts";
import type { ContactFacts } from "../../domain/facts.ts";
import { ownAddress } from "../../domain/own-address.ts";
import { usualPriority } from "../../domain/pressure/settings.ts";
import { required } from "../../domain/required.ts";
import { sayDecision } from "../../domain/sentences/decision-sentences.ts";
import type { Ahead } from "../../domain/way-ahead.ts";
import { wayAhead } from "../../domain/way-ahead.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { Foreseen } from "../broadcasts/foresee.ts";
import { foreseePage } from "../broadcasts/foresee.ts";
import { mayReceive, wishOf } from "../topics/may-receive.ts";

export interface Standing {
  sql: Sql;
  /** The names of the channels that are set up. */
  setUp: ReadonlySet<string>;
  workspace: Workspace;
  /** Whom the run would be for; null: for each member of a segment. */
  contact: ContactFacts | null;
}

/** A block's messages: it sends one of them. */
interface Sending {
  block: Definition["blocks"][number];
  config: unknown;
  messages: readonly BlockMessage[];
}

/**
 * The messages that a run of a workflow may send, in the order in which it may come to them, as things stand now:
 * nothing is rendered or kept, and the gates are asked that each message passes.
 */
export async function foreseeMessages(
  standing: Standing,
  workflowId: string,
  definition: Definition,
): Promise<ForeseenMessage[]> {
  const sending = new Map(
    definition.blocks.flatMap(sendingOf).map((one): [string, Sending] => [one.block.id, one]),
  );
  const ahead = wayAhead({ blocks: definition.blocks.map(graphBlock), edges: definition.edges }, [
    ...sending.keys(),
  ]);
  const priority = definition.settings?.priority ?? usualPriority;
  const found: ForeseenMessage[] = [];
  for (const [id, way] of ahead) {
    const one = required(sending.get(id), "a block that sends");
    found.push(await foresee(standing, { workflowId, priority, way, ...one }));
  }
  return found;
}

function sendingOf(block: Definition["blocks"][number]): Sending[] {
  const read = readBlockConfig(block.kind, block.config);
  if (read.outcome !== "right") return [];
  const messages = blockKinds.get(block.kind)?.messages?.(read.config) ?? [];
  return messages.length === 0 ? [] : [{ block, config: read.config, messages }];
}

function graphBlock({ id, kind, config }: Definition["blocks"][number]) {
  const rules = blockKinds.get(kind);
  if (rules === undefined) return { id, kind, role: "step" as const, branches: [] };
  return { id, kind, role: rules.role, branches: branchesOf(rules, config) };
}

async function foresee(
  standing: Standing,
  asked: Sending & { workflowId: string; priority: number; way: Ahead },
): Promise<ForeseenMessage> {
  const { block, messages, way } = asked;
  const [first] = messages;
  if (first === undefined) throw new Error(`the block "${block.id}" sends nothing`);
  const about = {
    blockId: block.id,
    block: block.name ?? blockKinds.get(block.kind)?.label ?? block.kind,
    ...way,
  };
  const nobodyYet = { to: null, unreached: null, heldBack: null, segment: null };
  if (block.kind === sendToSegment.kind) {
    const { segment } = asked.config as SendToSegment;
    return {
      ...about,
      channel: first.channel,
      ...nobodyYet,
      ...(await toMembers(standing, segment)),
    };
  }
  const { contact } = standing;
  if (contact === null) return { ...about, channel: first.channel, ...nobodyYet };
  if (filled(first.settings.to)) {
    const why = await whyNotAtAll(standing, first, contact.id);
    return {
      ...about,
      channel: first.channel,
      ...nobodyYet,
      to: first.settings.to ?? null,
      unreached: why,
    };
  }
  return { ...about, segment: null, ...(await toContact(standing, asked, contact)) };
}

async function toMembers(
  { sql }: Standing,
  name: string,
): Promise<Pick<ForeseenMessage, "segment" | "unreached">> {
  const segment = (await segmentsNamed(sql, [name])).get(name);
  if (segment === undefined) {
    return {
      segment: { name, members: 0 },
      unreached: sayDecision("noSegment", { segment: name }),
    };
  }
  return { segment: { name, members: await countMembers(sql, segment.id) }, unreached: null };
}

/** Of a message to an address that the block names, which is known once the run is there. */
async function whyNotAtAll(
  { sql, setUp }: Standing,
  message: BlockMessage,
  contactId: string,
): Promise<string | null> {
  if (!setUp.has(message.channel)) return notSetUp(message.channel);
  const may = await mayReceive(sql, contactId, wishOf(message));
  return may.ok ? null : may.reason;
}

async function toContact(
  { sql, setUp, workspace }: Standing,
  {
    messages,
    workflowId,
    priority,
  }: Pick<Sending, "messages"> & { workflowId: string; priority: number },
  contact: ContactFacts,
): Promise<Pick<ForeseenMessage, "channel" | "to" | "unreached" | "heldBack">> {
  const foreseen: Foreseen = { channels: new Map(), unreached: new Map(), heldBack: new Map() };
  await foreseePage(sql, { workflowId, priority, messages, setUp, workspace }, [contact], foreseen);
  const [reached] = [...foreseen.channels].find(([, contacts]) => contacts > 0) ?? [];
  const channel = reached ?? messages[0]?.channel ?? "";
  const { address } = channelOf(channel);
  return {
    channel,
    to: address.reaches === undefined ? ownAddress(contact, address) : null,
    unreached: [...foreseen.unreached.keys()][0] ?? null,
    heldBack: [...foreseen.heldBack.keys()][0] ?? null,
  };
}
