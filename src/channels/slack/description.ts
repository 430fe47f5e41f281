import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { shownChat } from "../chat-content.ts";
import type { ChannelDescription } from "../description.ts";
import { slackApp } from "./providers/app/description.ts";

export const slack = {
  name: "slack",
  label: "Slack",
  address: {
    identity: "slack",
    otherwise: "email",
    absent: sayMessage("notInSlack"),
    invalid: sayMessage("notOfSlack"),
  },
  shown: shownChat,
  providers: [slackApp],
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).slackAdapter,
} as const satisfies ChannelDescription;
