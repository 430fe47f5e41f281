import { shownChat } from "../chat-content.ts";
import type { ChannelDescription } from "../description.ts";
import { slackApp } from "./providers/app/description.ts";

export const slack = {
  name: "slack",
  label: "Slack",
  address: {
    identity: "slack",
    otherwise: "email",
    absent: "the contact is not known in Slack, and has no e-mail address",
    invalid: "the recipient is not an id of Slack, a channel or an e-mail address",
  },
  shown: shownChat,
  providers: [slackApp],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).slackAdapter,
} as const satisfies ChannelDescription;
