import type { channelsSetUp } from "../domain/channels.ts";
import type { Config } from "../platform/config/config.ts";
import type { EmailChannel } from "./email/channel.ts";
import { smtpChannel } from "./email/smtp.ts";

interface Adapters {
  email: EmailChannel;
}

/** An adapter for each channel that is set up: one missing here does not compile. */
export type Channels = Pick<Adapters, (typeof channelsSetUp)[number]>;

export function openChannels(config: Pick<Config, "mail" | "publicUrl">): Channels {
  const { smtpUrl, inboxPort } = config.mail;
  const url = smtpUrl ?? `smtp://127.0.0.1:${inboxPort ?? 2525}`;
  return { email: smtpChannel(url, new URL(config.publicUrl).hostname) };
}
