import { useQuery } from "@tanstack/react-query";
import type { Channel } from "../../api/channels.ts";
import { instanceQuery } from "../../api/instance.ts";
import { t } from "../../i18n/i18n.ts";
import { formatUntil } from "../../ui/format-time.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";

/** Whether it sends, as a badge. */
export function ChannelState({ of: channel }: { of: Channel }) {
  const { available, setup, builtIn, pausedUntil, pause, waiting } = channel;
  const isToInbox = useIsToInbox(channel);
  if (pause !== null) {
    const label =
      waiting.messages === 0
        ? t("channels:state.pausedByHand")
        : t("channels:state.pausedWaiting", { count: waiting.messages });
    return <StatusBadge value="paused" label={label} />;
  }
  if (pausedUntil !== null) {
    const until = formatUntil(pausedUntil);
    return <StatusBadge value="paused" label={t("channels:state.paused", { until })} />;
  }
  if (isToInbox) return <StatusBadge value="waiting" label={t("channels:state.inbox")} />;
  if (available && setup === null && builtIn) {
    return <StatusBadge value="active" label={t("channels:state.builtIn")} />;
  }
  if (available) return <StatusBadge value="active" label={t("channels:state.ready")} />;
  return setup === null ? (
    <StatusBadge value="none" label={t("channels:state.notSetUp")} />
  ) : (
    <StatusBadge value="error" label={t("channels:state.unusable")} />
  );
}

/** Whether nobody gets what it sends: mail without a server goes to the built-in inbox. */
export function useIsToInbox({ channel, setup }: Channel): boolean {
  const { data: instance } = useQuery(instanceQuery);
  return channel === "email" && setup === null && instance?.inboxInUse === true;
}

export function providerName({ setup, providers, builtIn }: Channel): string {
  if (setup === null) return builtIn ? t("channels:provider.builtIn") : "–";
  return providers.find(({ name }) => name === setup.provider)?.label ?? setup.provider;
}
