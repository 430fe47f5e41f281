import { blockKinds } from "../../blocks/registry.ts";
import type { Preview, PreviewBlock } from "../../contract/api/template.ts";
import { definitionSchema } from "../../contract/definition.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/database.ts";
import { versionByNumber } from "../../db/workflow-versions.ts";
import { freezeContents } from "../templates/freeze.ts";
import { previewMessage, requireNone } from "../templates/preview.ts";
import { requireWorkflow } from "./require.ts";

/**
 * A block's message, as it would be sent: the draft's, or that of a published version with the
 * contents frozen in it.
 * @throws AppError `not_found`; `conflict` with the problems that keep it from being rendered
 */
export async function previewBlock(
  sql: Sql,
  workflowId: string,
  blockId: string,
  { version: number, message: slot, ...subject }: PreviewBlock,
  publicUrl: string,
): Promise<Preview> {
  const { draft } = await requireWorkflow(sql, workflowId);
  const version = number === undefined ? undefined : await versionByNumber(sql, workflowId, number);
  if (number !== undefined && version === undefined) {
    throw new AppError("not_found", `the workflow has no version ${number}`);
  }
  const { blocks, settings: ofWorkflow } = definitionSchema.parse(version?.definition ?? draft);
  const block = blocks.find(({ id }) => id === blockId);
  if (block === undefined) throw new AppError("not_found", `there is no block "${blockId}"`);
  const kind = blockKinds.get(block.kind);
  const email = kind?.emails?.(block.config).find((one) => slot === undefined || one.slot === slot);
  if (email === undefined) {
    throw new AppError("conflict", `"${blockId}" is a ${block.kind}, which sends no such e-mail`);
  }
  requireNone(
    (kind?.problems?.(block.config) ?? []).map((problem) => ({ block: blockId, ...problem })),
  );
  const frozen = await freezeContents(sql, { blocks: [block], settings: ofWorkflow });
  if (version === undefined) requireNone(frozen.problems);
  const { contents } = version === undefined ? frozen : version;
  return previewMessage(sql, {
    ...{ contents: contents ?? frozen.contents, block: blockId, subject, publicUrl },
    ...email,
  });
}
