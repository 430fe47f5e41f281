import type { HookAnswer, HookRequest } from "../../channels/provider.ts";
import { channels } from "../../channels/registry.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { AppError } from "../../contract/errors.ts";
import { findSetupByToken } from "../../db/messages/channel-setups.ts";
import { recordReports } from "../channel-reports/record.ts";
import { noteWriters } from "../chats/writers.ts";
import type { ServiceContext } from "../context.ts";
import { readSetup } from "./read-setup.ts";

export type HookReply = Extract<HookAnswer, { outcome: "answer" }>["answer"];

/**
 * Takes a provider's webhook: what it reports is recorded when this resolves, so that a provider may
 * forget what was answered with success, and tells it again otherwise.
 *
 * @throws AppError `not_found` for an unknown address, `unauthenticated`, `invalid`
 */
export async function receiveHook(
  context: ServiceContext,
  secretsKeys: SealingKeys | undefined,
  token: string,
  request: HookRequest,
): Promise<HookReply> {
  const row = await findSetupByToken(context.sql, token);
  const channel = row === undefined ? undefined : channels.get(row.channel);
  if (row === undefined || channel === undefined) throw nothingThere();
  const read = readSetup(channel, row, secretsKeys);
  if (read.outcome === "unusable") throw new AppError("busy", read.why);
  const { hooks } = await read.provider.adapter();
  if (hooks === undefined) throw nothingThere();
  const answer = await hooks.receive(read.setup, request);
  if (answer.outcome === "not genuine") {
    throw new AppError("unauthenticated", "it is not signed as this channel's provider signs");
  }
  if (answer.outcome === "unreadable") throw new AppError("invalid", answer.message);
  if (answer.outcome === "answer") return answer.answer;
  await noteWriters(context, { channel, settings: read.setup.settings }, answer.writers ?? []);
  await recordReports(context, row.channel, answer.reports);
  return answer.answer ?? { status: 204 };
}

const nothingThere = () => new AppError("not_found", "no channel has this address");
