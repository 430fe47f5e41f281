import type { ServiceContext } from "../context.ts";
import { channelNames, channelOf, notSetUp } from "../../channels/registry.ts";
import type { Instance } from "../../contract/api/instance.ts";
import type { Config } from "../../platform/config/config.ts";
import { countsOfToday, maxCounted } from "../../db/workflows/home-statistics.ts";
import { findTemporalAhead } from "../../db/queue/temporal-ahead.ts";
import { ownVersion } from "../../platform/version.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import { temporalAheadMessage } from "../health/temporal-ahead.ts";
import { temporalUiUrl } from "../runs/temporal-url.ts";

/** What every page shows around itself: what this is, what it can send, how busy it is today. */
export async function getInstance(context: ServiceContext, config: Config): Promise<Instance> {
  const ahead = await findTemporalAhead(context.sql);
  const setUp = await setUpChannels(context);
  return {
    version: ownVersion,
    publicUrl: config.publicUrl,
    temporalUi: temporalUiUrl(config.temporal),
    channels: channelNames.map((channel) => {
      const why = setUp.has(channel) ? null : notSetUp(channel);
      return { channel, name: channelOf(channel).label, available: why === null, why };
    }),
    inboxInUse: config.mail.smtpUrl === undefined,
    temporalAhead: ahead && { ...ahead, words: temporalAheadMessage(ahead) },
    today: { ...(await countsOfToday(context.sql)), mostCounted: maxCounted },
  };
}
