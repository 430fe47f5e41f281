import type { SmsSettings } from "../../blocks/short-messages.ts";
import type { ChannelAdapter } from "../adapter.ts";
import { composeTexts } from "../compose-texts.ts";
import type { OpenProvider } from "../provider.ts";
import { sms } from "./description.ts";
import type { OutgoingSms } from "./outgoing.ts";

/** SMS by the provider of the set-up. */
export const smsAdapter: ChannelAdapter = {
  open: ({ links }, setup) => {
    if (setup === null) throw new Error("SMS need a set-up");
    // All providers of SMS take them in this form.
    const provider = setup.provider as OpenProvider<OutgoingSms>;
    const { from: usual } = setup.settings;
    const sender = typeof usual === "string" ? usual : "";
    return {
      limits: setup.limits,
      compose: (renderer, composition) => {
        const { from = "" } = composition.message.settings as SmsSettings;
        const own = from.trim() === "" ? sender : from.trim();
        return composeTexts(renderer, { description: sms, links, sender: own }, composition);
      },
      send: ({ id, recipient, sender: from, content }) => {
        const { text } = content as { text: string };
        return provider.send({ id, to: recipient, from, text });
      },
      sendTest: ({ id, to, text }) => provider.send({ id, to, from: sender, text }),
      close: () => provider.close(),
    };
  },
};
