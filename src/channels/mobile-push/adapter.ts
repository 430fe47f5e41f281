import type { MobilePushSettings } from "../../blocks/short-messages.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { ChannelAdapter } from "../adapter.ts";
import { deviceAdapter } from "../devices/adapter.ts";
import type { ShownContent } from "../devices/compose.ts";
import { trackedPart } from "../devices/compose.ts";
import { mobilePush } from "./description.ts";
import type { OutgoingMobilePush } from "./outgoing.ts";

type MobilePushManners = Pick<MobilePushSettings, "ttlHours" | "urgency" | "replaces">;

/** What a message row keeps: the rendered parts, and how push services are to treat them. */
interface MobilePushContent extends ShownContent, Partial<MobilePushManners> {}

/** Notifications on the contact's phones: one message for all of them. */
export const mobilePushAdapter: ChannelAdapter = deviceAdapter<
  OutgoingMobilePush,
  MobilePushContent
>({
  description: mobilePush,
  mannersOf: (settings) => {
    const { ttlHours, urgency, replaces } = settings as MobilePushSettings;
    return { ttlHours, urgency, replaces };
  },
  senderOf: (provider, { id, content, links }) => {
    const shared = outgoingOf(links, id, content);
    return ({ token, platform }) => provider.send({ ...shared, token, platform });
  },
  trialOf: (text) => ({ text }),
});

const secondsPerHour = 3_600;
const usualHours = 24;

function outgoingOf(
  links: LinkSigner,
  id: string,
  content: MobilePushContent,
): Omit<OutgoingMobilePush, "token" | "platform"> {
  const { title = "", text = "", image = "", url = "", replaces = "" } = content;
  const { ttlHours = usualHours, urgency = "normal" } = content;
  const data: Record<string, string> = { messageId: id, report: links.reportUrl(id) };
  // An app's own address is not ours to track: the app reports its click.
  const link = trackedPart(links, id, content, "url") ?? url.trim();
  if (link !== "") data["url"] = link;
  return {
    id,
    title,
    text,
    image: image.trim() === "" ? null : image.trim(),
    data,
    ttlSeconds: ttlHours * secondsPerHour,
    isUrgent: urgency === "high",
    replaces,
  };
}
