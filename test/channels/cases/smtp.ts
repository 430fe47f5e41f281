import { smtpProvider } from "../../../src/channels/email/providers/smtp/adapter.ts";
import { smtp } from "../../../src/channels/email/providers/smtp/description.ts";
import { fakeSmtp } from "../fake-smtp.ts";
import type { ProviderCase } from "../provider-case.ts";
import { emailCase } from "./emails.ts";

const taken = { status: 250, body: "2.0.0 queued" };

/** A mail server of one's own. It says no more of a mail than that it has it, and knows none again. */
export const smtpCase: ProviderCase = {
  ...emailCase,
  description: smtp,
  settings: (baseUrl) => {
    const { hostname: host, port } = new URL(baseUrl);
    return { host, port: Number(port), encryption: "none", user: "shop" };
  },
  secrets: { password: "a-password-that-nobody-knows" },
  server: () => fakeSmtp(taken),
  hasty: (longestMs) => smtpProvider({ longestMs }),
  answers: {
    taken: () => taken,
    rejected: { status: 550, body: "5.1.1 no such user" },
    limited: { status: 421, body: "4.7.0 too many mails" },
  },
  idOf: ({ body }) => /^Message-ID: <([^@]+)@/im.exec(body)?.[1] ?? "",
  namesMessages: false,
  isIdempotent: false,
};
