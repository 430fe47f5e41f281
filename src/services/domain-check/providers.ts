import type { DnsRecord } from "../../domain/mail-dns/dns-record.ts";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

/** What a provider of e-mail wants to stand in the DNS, as its documentation says. */
export interface ProviderDns {
  label: string;
  /** What an SPF record includes, so that the provider's servers may send. */
  include: string | null;
  /** Selectors that it documents. */
  selectors: readonly string[];
  /** It uses no others: without a key at any of them, it does not sign for the domain. */
  hasAllSelectors: boolean;
  /** Where the person finds what is to be published. */
  where: string;
  /** Where bounces go, where that is known: what SPF is asked of. */
  returnPath(domain: string, settings: Record<string, unknown>): ReturnPath;
}

export type ReturnPath =
  | { kind: "own"; domain: string; needs: DnsRecord | null }
  /** At an address of the provider's, unless it is told otherwise. */
  | { kind: "provider's"; words: string };

const byProvider: Record<string, ProviderDns> = {
  ses: {
    label: "Amazon SES",
    include: "amazonses.com",
    selectors: [],
    hasAllSelectors: false,
    where: sayDomain("atSes"),
    returnPath: () => ({
      kind: "provider's",
      words: sayDomain("bouncesToSes"),
    }),
  },
  sendgrid: {
    label: "SendGrid",
    include: "sendgrid.net",
    selectors: ["s1", "s2"],
    hasAllSelectors: false,
    where: sayDomain("atSendgrid"),
    returnPath: () => ({
      kind: "provider's",
      words: sayDomain("bouncesToSendgrid"),
    }),
  },
  mailgun: {
    label: "Mailgun",
    include: "mailgun.org",
    selectors: ["mx", "smtp", "pic", "mailo", "k1", "krs", "email"],
    hasAllSelectors: false,
    where: sayDomain("atMailgun"),
    returnPath: (domain, settings) => {
      const own = settings["domain"];
      return {
        kind: "own",
        domain: typeof own === "string" ? own.toLowerCase() : domain,
        needs: null,
      };
    },
  },
  postmark: {
    label: "Postmark",
    include: null,
    selectors: ["pm"],
    hasAllSelectors: false,
    where: sayDomain("atPostmark"),
    returnPath: (domain) => {
      const name = `pm-bounces.${domain}`;
      return { kind: "own", domain: name, needs: { type: "CNAME", name, value: "pm.mtasv.net" } };
    },
  },
  resend: {
    label: "Resend",
    include: "amazonses.com",
    selectors: ["resend"],
    hasAllSelectors: true,
    where: sayDomain("atResend"),
    returnPath: (domain) => ({ kind: "own", domain: `send.${domain}`, needs: null }),
  },
};

/** A mail server of one's own. */
const ownServer: ProviderDns = {
  label: sayDomain("ownServer"),
  include: null,
  selectors: [],
  hasAllSelectors: false,
  where: sayDomain("atOwnServer"),
  returnPath: (domain, { returnPathDomain }) => {
    const isSet = typeof returnPathDomain === "string" && returnPathDomain !== "";
    return { kind: "own", domain: isSet ? returnPathDomain : domain, needs: null };
  },
};

/** @param provider null: a mail server of one's own */
export function dnsOfProvider(provider: string | null): ProviderDns {
  return byProvider[provider ?? ""] ?? ownServer;
}
