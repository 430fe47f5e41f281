import { configSchemaOf } from "../../blocks/config-schema.ts";
import type { ChannelDescription } from "../../channels/description.ts";
import type { DnsRecord } from "../../domain/mail-dns/dns-record.ts";
import type { ChannelName } from "../../channels/registry.ts";
import { channelNames, channelOf, notSetUp } from "../../channels/registry.ts";
import type { ChannelAnswer } from "../../contract/api/channels.ts";
import { AppError } from "../../contract/errors.ts";
import type { SetupRow } from "../../db/messages/channel-setups.ts";
import { listPauses, listSetups } from "../../db/messages/channel-setups.ts";
import { hookUrlOf } from "../../domain/hook-url.ts";
import type { Config } from "../../platform/config/config.ts";
import type { ServiceContext } from "../context.ts";
import { pauseStates } from "./pause-states.ts";
import type { ReadSetup } from "./read-setup.ts";
import { readSetup } from "./read-setup.ts";

type Settings = Pick<Config, "publicUrl" | "secretsKeys">;

/** Every channel: what it is set up with, or why it sends nothing, and what it could be set up with. */
export async function listChannels(
  context: ServiceContext,
  config: Settings,
): Promise<{ items: ChannelAnswer[] }> {
  const [rows, pauses, stateOf] = await Promise.all([
    listSetups(context.sql),
    listPauses(context.sql),
    pauseStates(context),
  ]);
  const items = channelNames.map((channel): ChannelAnswer => {
    const description: ChannelDescription = channelOf(channel);
    const row = rows.find((one) => one.channel === channel && one.removedAt === null);
    const paused = pauses.find((one) => one.channel === channel);
    const pausedUntil =
      paused === undefined ? null : new Date(context.now().getTime() + paused.leftMs);
    const read = row === undefined ? undefined : readSetup(description, row, config.secretsKeys);
    const why = whyNot(description, read);
    return {
      channel,
      name: description.label,
      available: why === null,
      why,
      builtIn: description.isBuiltIn === true,
      setup: row === undefined ? null : presentSetup(row, dnsRecordsOf(read, config), config),
      pausedUntil,
      ...stateOf(channel),
      providers: providersOf(description),
    };
  });
  return { items };
}

/** Whom a channel can send through, and the forms of their settings. */
export const providersOf = ({ providers = [] }: ChannelDescription): ChannelAnswer["providers"] =>
  providers.map(({ name, label, settings, secrets }) => ({
    name,
    label,
    settings: configSchemaOf(settings),
    secrets: configSchemaOf(secrets),
  }));

/** @throws AppError `not_found` */
export async function getChannel(
  context: ServiceContext,
  config: Settings,
  channel: ChannelName,
): Promise<ChannelAnswer> {
  const { items } = await listChannels(context, config);
  const found = items.find((one) => one.channel === channel);
  if (found === undefined) throw new AppError("not_found", `there is no channel ${channel}`);
  return found;
}

/** @param read undefined: it was not set up here */
function whyNot(description: ChannelDescription, read: ReadSetup | undefined): string | null {
  const { name, adapter, isBuiltIn = false } = description;
  if (adapter === undefined || (read === undefined && !isBuiltIn)) return notSetUp(name);
  return read === undefined || read.outcome === "ready" ? null : read.why;
}

function presentSetup(
  row: SetupRow,
  dnsRecords: DnsRecord[],
  { publicUrl }: Settings,
): NonNullable<ChannelAnswer["setup"]> {
  const { provider, settings, given, perSecond, concurrency, hookToken, updatedAt } = row;
  return {
    provider,
    settings,
    secrets: given,
    perSecond,
    concurrency,
    webhookUrl: hookUrlOf(publicUrl, hookToken),
    dnsRecords,
    updatedAt,
  };
}

function dnsRecordsOf(read: ReadSetup | undefined, { publicUrl }: Settings): DnsRecord[] {
  if (read?.outcome !== "ready") return [];
  return read.provider.dnsRecords?.(read.setup, new URL(publicUrl).hostname) ?? [];
}
