import { sayMessage } from "../domain/sentences/message-sentences.ts";
import type { ChannelDescription } from "./description.ts";
import { email } from "./email/description.ts";
import { inApp } from "./in-app/description.ts";
import { mobilePush } from "./mobile-push/description.ts";
import { sms } from "./sms/description.ts";
import type { tryChannel } from "./try-channel.ts";
import { slack } from "./slack/description.ts";
import { telegram } from "./telegram/description.ts";
import { viber } from "./viber/description.ts";
import { webPush } from "./web-push/description.ts";
import { whatsapp } from "./whatsapp/description.ts";

/** Every channel. A new one is a folder beside this file and a line here. */
const all = [email, sms, webPush, mobilePush, inApp, telegram, whatsapp, viber, slack] as const;

export type ChannelName = (typeof all)[number]["name"];
export const channelNames = all.map(({ name }) => name) as [ChannelName, ...ChannelName[]];

type Channel = ChannelDescription & { name: ChannelName };

export const channels: ReadonlyMap<string, Channel> = new Map(
  all.map((channel) => [channel.name, channel]),
);

/**
 * The channel of a message row.
 *
 * @param noted its name, or what it calls its inbox for test launches
 */
export function channelOf(noted: string): Channel {
  const found = [...channels.values()].find(({ name, inbox }) => name === noted || inbox === noted);
  if (found === undefined) throw new Error(`there is no channel "${noted}"`);
  return found;
}

/** Why a block of this channel can't be published where the channel is not set up. */
export function notSetUp(name: string): string {
  return sayMessage("notSetUp", { channel: channelOf(name).label });
}

type Trial = typeof tryChannel;

/** What tries a channel with one message: loaded where that is asked for. */
export const channelTrial = async (): Promise<Trial> =>
  (await import("./try-channel.ts")).tryChannel;

/** Those that send where nothing was set up, too. */
export function builtInChannels(): Set<string> {
  const builtIn = [...channels.values()].filter(({ isBuiltIn = false }) => isBuiltIn);
  return new Set(builtIn.map(({ name }) => name));
}
