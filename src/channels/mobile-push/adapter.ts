import type { MobilePushSettings } from "../../blocks/short-messages.ts";
import type { DeviceRow } from "../../db/contacts/contact-devices.ts";
import { devicesOfMessage, devicesToTry } from "../../db/contacts/contact-devices.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { ChannelAdapter, SendOutcome } from "../adapter.ts";
import type { ShownContent } from "../devices/compose.ts";
import { composeShown, trackedPart } from "../devices/compose.ts";
import { sendToDevices } from "../devices/send-to-devices.ts";
import type { OpenProvider } from "../provider.ts";
import { mobilePush } from "./description.ts";
import type { OutgoingMobilePush } from "./outgoing.ts";

type MobilePushManners = Pick<MobilePushSettings, "ttlHours" | "urgency" | "replaces">;

/** What a message row keeps: the rendered parts, and how push services are to treat them. */
interface MobilePushContent extends ShownContent, Partial<MobilePushManners> {}

/** Notifications on the contact's phones: one message for all of them. */
export const mobilePushAdapter: ChannelAdapter = {
  open: ({ db, links }, setup) => {
    if (setup === null) throw new Error("mobile push needs a set-up");
    const provider = setup.provider as OpenProvider<OutgoingMobilePush>;
    const sendTo = (id: string, content: MobilePushContent) => {
      const shared = outgoingOf(links, id, content);
      return ({ token, platform }: DeviceRow): Promise<SendOutcome> =>
        provider.send({ ...shared, token, platform });
    };
    return {
      limits: setup.limits,
      compose: (renderer, composition) => {
        const { ttlHours, urgency, replaces } = composition.message.settings as MobilePushSettings;
        const settings = { ttlHours, urgency, replaces };
        return composeShown(renderer, { description: mobilePush, links, settings }, composition);
      },
      send: async ({ id, channel, content }) => {
        if (channel === mobilePush.inbox) {
          return { outcome: "sent", response: "a test launch: it is shown, and sent to nobody" };
        }
        const devices = await devicesOfMessage(db, id);
        return sendToDevices(db, devices, sendTo(id, content as MobilePushContent));
      },
      sendTest: async ({ id, to, text }) => {
        const devices = await devicesToTry(db, mobilePush.name, to);
        return sendToDevices(db, devices, sendTo(id, { text }));
      },
      close: () => provider.close(),
    };
  },
};

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
