import type { ProviderCase } from "../provider-case.ts";

const text = "Your order is here";
const to = "+4915112345678";

/** What providers of SMS have in common. */
export const smsCase: Pick<ProviderCase, "channel" | "outgoing" | "block" | "contact"> = {
  channel: "sms",
  outgoing: (id) => ({ id, to, from: "", text }),
  block: { kind: "sendSms", config: { text } },
  contact: { identities: [{ kind: "phone", value: to }] },
};
