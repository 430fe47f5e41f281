/** The ways to a person. */
export const channelNames = {
  email: "e-mail",
  sms: "SMS",
  webPush: "web push",
  mobilePush: "mobile push",
  inApp: "in-app",
} as const;
export type Channel = keyof typeof channelNames;

/**
 * The channels that are set up: those with an adapter (src/channels/registry.ts). A block whose
 * channel is not among them can be drafted and not published.
 */
export const channelsSetUp = ["email"] as const satisfies readonly Channel[];

export function isSetUp(channel: Channel): boolean {
  return (channelsSetUp as readonly Channel[]).includes(channel);
}

/** Why a block of this channel can't be published, or null. */
export function channelIssue(channel: Channel): string | null {
  return isSetUp(channel) ? null : `the ${channelNames[channel]} channel is not set up`;
}
