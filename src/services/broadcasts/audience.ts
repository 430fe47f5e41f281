import type { WantedBroadcast } from "../../blocks/block.ts";
import type { SendToSegment } from "../../blocks/send-to-segment.ts";
import { messagesToEach, sendToSegment } from "../../blocks/send-to-segment.ts";
import type { AudienceAnswer } from "../../contract/api/broadcasts.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import { AppError } from "../../contract/errors.ts";
import { contactFacts } from "../../db/contacts/contact-facts.ts";
import { countMembers, membersBehind } from "../../db/contacts/segment-pages.ts";
import { segmentsNamed } from "../../db/contacts/segments-by-name.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { drawnAsOthers } from "../../db/events/holdouts.ts";
import { isDrawn } from "../../domain/holdout.ts";
import { usualPriority } from "../../domain/pressure/settings.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { drawsOfBroadcast } from "../holdouts/broadcast-draws.ts";
import { presentMembersBehind } from "../segments/sweep.ts";
import { requireWorkflow } from "../workflows/require.ts";
import type { Foreseen } from "./foresee.ts";
import { foreseePage } from "./foresee.ts";

const pageSize = 1_000;
const mostExamined = 50_000;

/**
 * Whom a block's message to a segment would reach if it went now, as the draft stands: nothing is
 * rendered, sent or kept. The same gates are asked, in the same order, that each message passes.
 * @throws AppError `not_found`; `conflict` where the block sends to no segment that is there
 */
export async function audienceOf(
  context: ServiceContext,
  workflowId: string,
  blockId: string,
): Promise<AudienceAnswer> {
  const { sql } = context;
  const { draft } = await requireWorkflow(context, workflowId);
  const block = draft.blocks.find(({ id }) => id === blockId);
  if (block === undefined) throw new AppError("not_found", `there is no block "${blockId}"`);
  if (block.kind !== sendToSegment.kind) {
    throw new AppError("conflict", `"${blockId}" is a ${block.kind}, which sends to no segment`);
  }
  const wanted = wantedOf(block.kind, block.config);
  const segment = (await segmentsNamed(sql, [wanted.segment])).get(wanted.segment);
  if (segment === undefined) {
    throw new AppError("conflict", `there is no segment "${wanted.segment}"`);
  }
  const [total, setUp, workspace, draws] = await Promise.all([
    countMembers(sql, segment.id),
    setUpChannels(context),
    findWorkspace(sql),
    drawsOfBroadcast(
      sql,
      workflowId,
      wanted.messages.some(({ settings }) => !settings.transactional),
    ),
  ]);
  const priority = draft.settings?.priority ?? usualPriority;
  const membersOf = segment.hasRule ? presentMembersBehind : membersBehind;
  const foreseen: Foreseen = { channels: new Map(), unreached: new Map(), heldBack: new Map() };
  let examined = 0;
  let heldOut = 0;
  let behind: string | null = null;
  while (examined < mostExamined) {
    const members: string[] = await membersOf(sql, segment.id, behind, pageSize);
    const last = members.at(-1);
    if (last === undefined) break;
    behind = last;
    examined += members.length;
    const drawnAs = draws.length === 0 ? undefined : await drawnAsOthers(sql, members);
    const asked = members.filter(
      (id) => !draws.some(({ draw }) => isDrawn(draw, drawnAs?.get(id) ?? id)),
    );
    heldOut += members.length - asked.length;
    const contacts = await contactFacts(sql, asked);
    const given = { workflowId, priority, messages: wanted.messages, setUp, workspace };
    await foreseePage(sql, given, [...contacts.values()], foreseen);
  }
  const channels = [...foreseen.channels].map(([channel, reached]) => ({ channel, reached }));
  return {
    segment: { id: segment.id, name: segment.name },
    total,
    examined,
    reached: channels.reduce((sum, { reached }) => sum + reached, 0),
    channels,
    unreached: reasonsIn(foreseen.unreached),
    heldOut,
    heldBack: reasonsIn(foreseen.heldBack),
  };
}

function wantedOf(kind: string, config: unknown): Pick<WantedBroadcast, "segment" | "messages"> {
  const read = readBlockConfig(kind, config);
  if (read.outcome !== "right") {
    throw new AppError("conflict", "the block's settings can't be read: see its problems");
  }
  const settings = read.config as SendToSegment;
  return { segment: settings.segment, messages: messagesToEach(settings) };
}

/** The most frequent first. */
function reasonsIn(counts: ReadonlyMap<string, number>): { why: string; count: number }[] {
  return [...counts]
    .map(([why, count]) => ({ why, count }))
    .toSorted((a, b) => b.count - a.count || a.why.localeCompare(b.why));
}
