import type { WebPushSettings } from "../../blocks/short-messages.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { ChannelAdapter } from "../adapter.ts";
import { deviceAdapter } from "../devices/adapter.ts";
import type { ShownContent } from "../devices/compose.ts";
import { trackedPart } from "../devices/compose.ts";
import { webPush } from "./description.ts";
import type { OutgoingWebPush } from "./outgoing.ts";

/** What a message row keeps: the rendered parts, and how push services are to treat them. */
interface WebPushContent extends ShownContent, Partial<WebPushManners> {}

type WebPushManners = Pick<WebPushSettings, "ttlHours" | "urgency" | "replaces" | "stays">;

/** Notifications in the contact's browsers: one message for all of them. */
export const webPushAdapter: ChannelAdapter = deviceAdapter<OutgoingWebPush, WebPushContent>({
  description: webPush,
  mannersOf: (settings) => {
    const { ttlHours, urgency, replaces, stays } = settings as WebPushSettings;
    return { ttlHours, urgency, replaces, stays };
  },
  senderOf:
    (provider, { id, content, links }) =>
    ({ token, keys }) =>
      keys === null
        ? Promise.resolve({ outcome: "refused", message: "it gave no keys", isGone: true })
        : provider.send({ id, endpoint: token, keys, ...outgoingOf(links, id, content) }),
  trialOf: (text) => ({ title: text }),
});

const secondsPerHour = 3_600;
const usualHours = 24;

function outgoingOf(
  links: LinkSigner,
  id: string,
  content: WebPushContent,
): Pick<OutgoingWebPush, "payload" | "ttlSeconds" | "urgency" | "topic"> {
  const { ttlHours = usualHours, urgency = "normal", replaces = "" } = content;
  const manners = { ttlSeconds: ttlHours * secondsPerHour, urgency };
  const payload = JSON.stringify(payloadOf(links, id, content));
  return replaces === "" ? { payload, ...manners } : { payload, ...manners, topic: replaces };
}

/** What site/push-worker.js shows. A message that is sent twice takes its own place, by its tag. */
function payloadOf(links: LinkSigner, id: string, content: WebPushContent): object {
  const { title = "", text = "", image, icon, button, button2, replaces = "", stays } = content;
  const url = (part: Parameters<typeof trackedPart>[3]) => trackedPart(links, id, content, part);
  const named = [
    { title: button, url: url("buttonUrl") },
    { title: button2, url: url("button2Url") },
  ];
  return {
    title: title.trim() === "" ? text : title,
    text: title.trim() === "" ? "" : text,
    image: filled(image),
    icon: filled(icon),
    tag: replaces === "" ? id : replaces,
    stays: stays === true,
    url: url("url"),
    buttons: named.filter((one) => filled(one.title) !== null),
    report: links.reportUrl(id),
  };
}

function filled(text: string | undefined): string | null {
  return text === undefined || text.trim() === "" ? null : text.trim();
}
