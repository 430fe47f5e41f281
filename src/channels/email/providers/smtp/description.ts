import { z } from "zod";
import type { DnsRecord } from "../../../../domain/mail-dns/dns-record.ts";
import {
  dkimKeyFault,
  newDkimKey,
  recordOfSigningKey,
} from "../../../../domain/mail-dns/signing-key.ts";
import type { ProviderDescription } from "../../../provider-description.ts";
import { secretSetting } from "../../../provider-settings.ts";
import { senderSetting } from "../../sender-setting.ts";

/** How the line to the server is kept from being read. */
const encryptions = ["starttls", "tls", "none"] as const;

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+)?$/,
    "must be a domain such as shop.example",
  )
  .default("");

export const smtpSettings = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[^\s/:@?#]+$|^[0-9a-fA-F:.]+$/, "must be a host such as mail.example.com, alone")
    .meta({ title: "Server", description: "Its host, such as mail.example.com" }),
  port: z.int().min(1).max(65_535).default(587).meta({
    title: "Port",
    description: "587 with STARTTLS, 465 with TLS as a rule",
  }),
  encryption: z
    .enum(encryptions)
    .default("starttls")
    .meta({
      title: "Encryption",
      labels: { starttls: "STARTTLS", tls: "TLS", none: "None" },
      description:
        "STARTTLS: from the first commands on, and never without; TLS: from the beginning; none: only to a server of your own network",
    }),
  user: z.string().trim().max(500).default("").meta({
    title: "User",
    description: "Left out: the server asks for nobody",
  }),
  ...senderSetting,
  dkimDomain: domain.meta({
    title: "Domain to sign for (DKIM)",
    description: "That of your senders; left out, mails are not signed here",
  }),
  dkimSelector: z
    .string()
    .trim()
    .toLowerCase()
    .max(63)
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "must be a name such as campanile")
    .default("campanile")
    .meta({ title: "Selector (DKIM)", description: "What the key is published under" }),
  returnPathDomain: domain.meta({
    title: "Domain of bounces",
    description:
      "Whose mail comes to Campanile's own mailbox for bounces, such as bounces.shop.example; left out, bounces go to the sender",
  }),
});

export type SmtpProviderSettings = z.output<typeof smtpSettings>;

/** A mail server, by SMTP: one's own, or a provider's that has no adapter here. */
export const smtp: ProviderDescription = {
  name: "smtp",
  label: "A mail server (SMTP)",
  settings: smtpSettings,
  secrets: z.strictObject({
    password: secretSetting("Password").optional(),
    dkimKey: secretSetting(
      "Private key (DKIM)",
      "RSA, as PEM; left out where there is a domain to sign for, a new one is made",
    )
      .superRefine((pem, check) => {
        const message = dkimKeyFault(pem);
        if (message !== null) check.addIssue({ code: "custom", message });
      })
      .optional(),
  }),
  secretMakers: (settings): Record<string, () => Promise<string>> =>
    (settings as SmtpProviderSettings).dkimDomain === "" ? {} : { dkimKey: newDkimKey },
  dnsRecords: ({ settings, secrets }, host) => {
    const { dkimDomain, dkimSelector, returnPathDomain } = settings as SmtpProviderSettings;
    const records: DnsRecord[] = [];
    const key = secrets["dkimKey"] === undefined ? null : recordOfSigningKey(secrets["dkimKey"]);
    if (dkimDomain !== "" && key !== null) {
      const name = `${dkimSelector}._domainkey.${dkimDomain}`;
      records.push({ type: "TXT", name, value: key });
    }
    if (returnPathDomain !== "") {
      records.push({ type: "MX", name: returnPathDomain, value: `10 ${host}.` });
    }
    return records;
  },
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).smtpAdapter,
};
