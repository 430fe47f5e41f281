import type { z } from "zod";
import type { ChannelName } from "../../channels/registry.ts";
import { channelOf } from "../../channels/registry.ts";
import type { ProviderDescription } from "../../channels/provider-description.ts";
import type { ChannelDescription } from "../../channels/description.ts";
import type { WrittenSetupBody } from "../../contract/api/channels.ts";
import { AppError } from "../../contract/errors.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { SetupRow } from "../../db/messages/channel-setups.ts";
import {
  findSetup,
  notifySetups,
  removeSetup,
  writeSetup,
} from "../../db/messages/channel-setups.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import { sealValue } from "../secrets/seal-value.ts";
import { newToken } from "../sources/verify.ts";
import { openSecrets, sealedName } from "./read-setup.ts";

/**
 * Sets a channel up, in place of what it was set up with. Workers send by it within seconds; the one
 * before sends to its end what it has begun.
 *
 * @throws AppError `invalid` with each fault; `conflict` for secrets without a key to seal them with
 */
export async function putSetup(
  context: ServiceContext,
  secretsKeys: SealingKeys | undefined,
  channel: ChannelName,
  body: WrittenSetupBody,
): Promise<void> {
  const provider = requireProvider(channelOf(channel), body.provider);
  const settings = requireRight(provider.settings, body.settings, "settings");
  await context.transaction(async (inside) => {
    const before = await findSetup(inside.sql, channel);
    const isSame = before?.provider === provider.name;
    const kept = before !== undefined && isSame ? secretsBefore(before, secretsKeys) : {};
    const given = merged(kept, body.secrets);
    const all = { ...given, ...(await madeSecrets(provider, settings, given)) };
    const secrets = requireRight(provider.secrets, all, "secrets");
    await writeSetup(inside.sql, {
      channel,
      provider: provider.name,
      settings,
      sealed: await sealSecrets(inside.sql, secretsKeys, channel, secrets),
      given: Object.keys(secrets).toSorted(),
      perSecond: body.perSecond,
      concurrency: body.concurrency,
      hookToken: before !== undefined && isSame ? before.hookToken : newToken(),
      revision: newId(),
    });
    await inside.afterCommit(notifySetups);
  });
}

/**
 * Takes a channel down: new messages are not sent by it, and those that wait for it stay until it is
 * set up again, or too old. E-mail goes on as the environment says.
 *
 * @throws AppError `not_found`
 */
export async function deleteSetup(context: ServiceContext, channel: ChannelName): Promise<void> {
  if (!(await removeSetup(context.sql, channel, newId()))) {
    throw new AppError("not_found", `the ${channelOf(channel).label} channel was not set up here`);
  }
  await context.afterCommit(notifySetups);
}

function requireProvider(
  { label, providers = [], adapter }: ChannelDescription,
  name: string,
): ProviderDescription {
  const found = providers.find((one) => one.name === name);
  if (found !== undefined && adapter !== undefined) return found;
  const names = providers.map((one) => one.name);
  const message =
    names.length === 0
      ? `the ${label} channel has no providers in this version`
      : `must be one of ${names.join(", ")}`;
  throw new AppError("invalid", "the provider is unknown", {
    faults: [{ path: "provider", message }],
  });
}

/** @throws AppError `invalid` */
function requireRight(schema: z.ZodObject, given: unknown, field: string): Record<string, unknown> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const faults = fieldErrorsOf(read.error, [field]);
  throw new AppError("invalid", `the ${field} are not right`, { faults });
}

/** Those that are not given, and can be made here. */
async function madeSecrets(
  { secretMakers }: ProviderDescription,
  settings: Record<string, unknown>,
  given: Record<string, string>,
): Promise<Record<string, string>> {
  const made: Record<string, string> = {};
  for (const [name, make] of Object.entries(secretMakers?.(settings) ?? {})) {
    if (given[name] === undefined) made[name] = await make();
  }
  return made;
}

function merged(
  kept: Record<string, string>,
  given: WrittenSetupBody["secrets"],
): Record<string, string> {
  const all = Object.entries({ ...kept, ...given });
  return Object.fromEntries(
    all.flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, value]])),
  );
}

/** Those that can't be opened any more have to be given anew. */
function secretsBefore(row: SetupRow, keys: SealingKeys | undefined): Record<string, string> {
  const opened = openSecrets(row, keys);
  return typeof opened === "string" ? {} : opened;
}

async function sealSecrets(
  sql: Sql,
  keys: SealingKeys | undefined,
  channel: string,
  secrets: Record<string, unknown>,
): Promise<Buffer | null> {
  if (Object.keys(secrets).length === 0) return null;
  return sealValue(sql, keys, { name: sealedName(channel), value: JSON.stringify(secrets) });
}
