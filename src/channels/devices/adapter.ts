import type { BlockMessage } from "../../blocks/message.ts";
import type { DeviceRow } from "../../db/contacts/contact-devices.ts";
import { devicesOfMessage, devicesToTry } from "../../db/contacts/contact-devices.ts";
import type { LinkSigner } from "../../services/clicks/link-signer.ts";
import type { ChannelAdapter, SendOutcome } from "../adapter.ts";
import type { ChannelDescription } from "../description.ts";
import type { OpenProvider } from "../provider.ts";
import type { ShownContent } from "./compose.ts";
import { composeShown } from "./compose.ts";
import { sendToDevices } from "./send-to-devices.ts";

/** What channels differ in whose messages go to all of a contact's devices. */
interface DeviceChannel<Outgoing, Content extends ShownContent> {
  description: ChannelDescription;
  /** What of a block's settings is kept with the content. */
  mannersOf(settings: BlockMessage["settings"]): Record<string, unknown>;
  /** Sends one message; asked once for each of its devices. */
  senderOf(
    provider: OpenProvider<Outgoing>,
    message: { id: string; content: Content; links: LinkSigner },
  ): (device: DeviceRow) => Promise<SendOutcome>;
  /** The content of a few words by which a set-up is tried. */
  trialOf(text: string): Content;
}

/** Notifications on all of a contact's devices: one message for all of them. */
export function deviceAdapter<Outgoing, Content extends ShownContent>({
  description,
  mannersOf,
  senderOf,
  trialOf,
}: DeviceChannel<Outgoing, Content>): ChannelAdapter {
  return {
    open: ({ db, links }, setup) => {
      if (setup === null) throw new Error(`${description.label} needs a set-up`);
      const provider: OpenProvider<Outgoing> = setup.provider;
      return {
        limits: setup.limits,
        compose: (renderer, composition) => {
          const settings = mannersOf(composition.message.settings);
          return composeShown(renderer, { description, links, settings }, composition);
        },
        send: async ({ id, channel, content }) => {
          if (channel === description.inbox) {
            return { outcome: "sent", response: "a test launch: it is shown, and sent to nobody" };
          }
          const devices = await devicesOfMessage(db, id);
          const sendTo = senderOf(provider, { id, content: content as Content, links });
          return sendToDevices(db, devices, sendTo);
        },
        sendTest: async ({ id, to, text }) => {
          const devices = await devicesToTry(db, description.name, to);
          const sendTo = senderOf(provider, { id, content: trialOf(text), links });
          return sendToDevices(db, devices, sendTo);
        },
        close: () => provider.close(),
      };
    },
  };
}
