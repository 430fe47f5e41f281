import type { ServiceContext } from "../context.ts";
import type { EmailSettings } from "../../blocks/email-settings.ts";
import { blockKinds } from "../../blocks/registry.ts";
import { email } from "../../channels/email/description.ts";
import type { Preview, PreviewBlock } from "../../contract/api/template.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import { AppError } from "../../contract/errors.ts";
import { freezeContents } from "../templates/freeze.ts";
import { previewMessage, requireNone } from "../templates/preview.ts";
import { issuesOfBlocks } from "./check-definition.ts";
import { requireVersion, requireWorkflow } from "./require.ts";

/**
 * A block's message, as it would be sent: the draft's, or that of a published version with the
 * contents frozen in it.
 * @throws AppError `not_found`; `conflict` with the problems that keep it from being rendered
 */
export async function previewBlock(
  context: ServiceContext,
  workflowId: string,
  blockId: string,
  { version: number, message: slot, ...subject }: PreviewBlock,
  publicUrl: string,
): Promise<Preview> {
  const { draft } = await requireWorkflow(context, workflowId);
  const version =
    number === undefined ? undefined : await requireVersion(context, workflowId, number);
  const { blocks, settings: ofWorkflow } = version?.definition ?? draft;
  const block = blocks.find(({ id }) => id === blockId);
  if (block === undefined) throw new AppError("not_found", `there is no block "${blockId}"`);
  const messages = blockKinds.get(block.kind)?.messages;
  const read = readBlockConfig(block.kind, block.config);
  // Only this block's problems count: the rest of a draft may be half-made.
  const problems = (await issuesOfBlocks(context.renderer, [block])).flat();
  if (messages !== undefined && read.outcome === "faulty") requireNone(problems);
  const config = read.outcome === "right" ? read.config : block.config;
  const message = messages?.(config).find((one) => slot === undefined || one.slot === slot);
  if (message?.channel !== email.name) {
    throw new AppError("conflict", `"${blockId}" is a ${block.kind}, which sends no such e-mail`);
  }
  requireNone(problems);
  const readBlock = { ...block, config };
  const frozen = await freezeContents(context, { blocks: [readBlock], settings: ofWorkflow });
  if (version === undefined) requireNone(frozen.problems);
  const { contents } = version === undefined ? frozen : version;
  return previewMessage(context, {
    contents: contents ?? frozen.contents,
    block: blockId,
    slot: message.slot,
    settings: message.settings as EmailSettings,
    subject,
    publicUrl,
  });
}
