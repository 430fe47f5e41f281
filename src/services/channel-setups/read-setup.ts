import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { sayVisit } from "../../domain/sentences/visit-sentences.ts";
import type { ChannelDescription } from "../../channels/description.ts";
import type { ProviderSetup } from "../../channels/provider.ts";
import type { ProviderDescription } from "../../channels/provider-description.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import type { SetupRow } from "../../db/messages/channel-setups.ts";
import { unseal } from "../secrets/seal.ts";

export type ReadSetup =
  | { outcome: "ready"; provider: ProviderDescription; setup: ProviderSetup }
  /** In words that say what is wrong and give nothing away. */
  | { outcome: "unusable"; why: string };

/** A channel's set-up as its provider may use it: its settings checked, its secrets opened. */
export function readSetup(
  { label: channel, providers = [] }: ChannelDescription,
  row: Pick<SetupRow, "channel" | "provider" | "settings" | "sealed">,
  secretsKeys: SealingKeys | undefined,
): ReadSetup {
  const unusable = (why: string): ReadSetup => ({ outcome: "unusable", why });
  const provider = providers.find(({ name }) => name === row.provider);
  if (provider === undefined) {
    return unusable(sayMessage("providerUnknown", { channel }));
  }
  const settings = provider.settings.safeParse(row.settings);
  if (!settings.success) return unusable(sayMessage("settingsNotRight", { channel }));
  const opened = openSecrets(row, secretsKeys);
  if (typeof opened === "string") {
    return unusable(sayMessage("channelFault", { channel, why: opened }));
  }
  const secrets = provider.secrets.safeParse(opened);
  if (!secrets.success) return unusable(sayMessage("lacksSecrets", { channel }));
  return {
    outcome: "ready",
    provider,
    setup: { settings: settings.data, secrets: secrets.data as Record<string, string> },
  };
}

/** What secrets of a channel are sealed under. */
export const sealedName = (channel: string): string => `channel ${channel}`;

/** @returns what is wrong, where they can't be opened */
export function openSecrets(
  { channel, sealed }: Pick<SetupRow, "channel" | "sealed">,
  keys: SealingKeys | undefined,
): Record<string, string> | string {
  if (sealed === null) return {};
  if (keys === undefined) return sayVisit("noSecretsKey");
  const opened = unseal(keys, sealedName(channel), sealed);
  if (opened.outcome === "opened") return JSON.parse(opened.value) as Record<string, string>;
  if (opened.outcome === "damaged") return sayMessage("secretsDamaged");
  const { key } = opened;
  return key === null
    ? sayMessage("secretsOfAnotherKey")
    : sayMessage("secretsOfMissingKey", { key });
}
