import * as contract from "../../contract/api/channels.ts";
import { domainCheck, domainCheckQuery } from "../../contract/api/domain-check.ts";
import { loadLinkSigner } from "../../services/clicks/link-signer.ts";
import { healthOfChannels } from "../../services/channel-setups/health.ts";
import { getChannel, listChannels } from "../../services/channel-setups/list.ts";
import { listChannelPauses } from "../../services/channel-setups/pause-states.ts";
import { pauseChannel, resumeChannel } from "../../services/channel-setups/pause.ts";
import { deleteSetup, putSetup } from "../../services/channel-setups/put-setup.ts";
import { testChannel } from "../../services/channel-setups/test-channel.ts";
import { checkSender } from "../../services/domain-check/check-sender.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Channels";

export const channelsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/channels",
    scope: "admin",
    tag,
    summary: "List channels",
    description:
      "What each is set up with, or why it sends nothing; its limits, the address for its provider's " +
      "webhooks, and the providers that it could be set up with, with the forms of their settings.",
    answer: contract.channelList,
    handle: ({ context, config }) => listChannels(context, config),
  }),
  defineRoute({
    method: "get",
    path: "/channels/email/domain-check",
    scope: "admin",
    tag,
    summary: "Check a domain that e-mails come from",
    description:
      "What the DNS says of it now: SPF, DKIM, DMARC and whether they agree with how e-mails are sent, where " +
      "bounces and answers go, where links lead. Each in words, with what to publish. Takes some seconds. " +
      "409 when no domain is named and the sender has none.",
    query: domainCheckQuery,
    answer: domainCheck,
    conflicts: true,
    handle: ({ context, config }, { query }) => checkSender(context, config, query),
  }),
  defineRoute({
    method: "get",
    path: "/channels/health",
    scope: "admin",
    tag,
    summary: "Get how channels fared in the last 24 hours",
    description:
      "Messages that were queued within the last 24 hours, by channel and what became of them; tests are left out.",
    answer: contract.channelHealth,
    handle: ({ context }) => healthOfChannels(context),
  }),
  defineRoute({
    method: "get",
    path: "/channels/pauses",
    scope: "read",
    tag,
    summary: "List paused channels, and what waits for them",
    description: "Also those that were resumed, as long as something still waits for them.",
    answer: contract.channelPauses,
    handle: ({ context }) => listChannelPauses(context),
  }),
  defineRoute({
    method: "post",
    path: "/channels/:channel/pause",
    scope: "manage",
    tag,
    summary: "Pause a channel",
    description:
      "Nothing leaves by it until it is resumed, and nothing is lost: messages wait, and what is being " +
      "handed to its provider is sent to its end. Tests of a channel and test launches go out. Of a " +
      "channel that is paused it changes what the pause says. 409 while a worker of an earlier release " +
      "is alive, which would go on sending.",
    params: contract.channelParams,
    body: contract.newPause,
    answer: contract.channelState,
    handle: ({ context }, { params, body }) => pauseChannel(context, params.channel, body),
  }),
  defineRoute({
    method: "post",
    path: "/channels/:channel/resume",
    scope: "manage",
    tag,
    summary: "Resume a channel",
    description:
      "What waits goes out page by page, unless its run was stopped or its contact has left meanwhile. " +
      "One that is not paused stays as it is.",
    params: contract.channelParams,
    answer: contract.channelState,
    handle: ({ context }, { params }) => resumeChannel(context, params.channel),
  }),
  defineRoute({
    method: "get",
    path: "/channels/:channel",
    scope: "admin",
    tag,
    summary: "Get a channel",
    params: contract.channelParams,
    answer: contract.channel,
    handle: ({ context, config }, { params }) => getChannel(context, config, params.channel),
  }),
  defineRoute({
    method: "put",
    path: "/channels/:channel",
    scope: "admin",
    tag,
    summary: "Set a channel up",
    description:
      "In place of what it was set up with. All workers send by it within seconds; what is on its way " +
      "is sent to its end as before. With another provider the webhook address is another one. " +
      "409 when there are secrets and SECRETS_KEY is not set.",
    params: contract.channelParams,
    body: contract.writtenSetup,
    answer: contract.channel,
    handle: async ({ context, config }, { params, body }) => {
      await putSetup(context, config.secretsKeys, params.channel, body);
      return getChannel(context, config, params.channel);
    },
  }),
  defineRoute({
    method: "delete",
    path: "/channels/:channel",
    scope: "admin",
    tag,
    summary: "Take a channel down",
    description:
      "New messages are not sent by it. Those that had begun to be sent wait until it is set up again, " +
      "for up to three days. E-mail goes on as the environment says.",
    params: contract.channelParams,
    status: 204,
    handle: ({ context }, { params }) => deleteSetup(context, params.channel),
  }),
  defineRoute({
    method: "post",
    path: "/channels/:channel/test",
    scope: "admin",
    tag,
    summary: "Send a test message by a channel",
    description:
      "A real one, to the given address, as the channel is set up now and within its limits. The answer " +
      "is 200 whatever its provider said, and says that. 409 when the channel is not set up.",
    params: contract.channelParams,
    body: contract.testMessage,
    answer: contract.testAnswer,
    handle: async ({ context, config, db, renderer }, { params, body }) => {
      const links = await loadLinkSigner(db, config.publicUrl, config.secretsKeys);
      return testChannel(context, { db, renderer, links, config }, params.channel, body);
    },
  }),
];
