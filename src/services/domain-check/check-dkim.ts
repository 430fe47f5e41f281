import { createPublicKey } from "node:crypto";
import { dkimKeyIn, dkimRecord, isSameKey } from "../../domain/mail-dns/dkim-key.ts";
import type { Dns } from "./dns.ts";
import type { DnsRecord } from "../../domain/mail-dns/dns-record.ts";
import type { Finding } from "./finding.ts";
import { notAsked } from "./finding.ts";
import type { ProviderDns } from "./providers.ts";

/** A key by which Campanile signs itself. */
export interface OwnDkim {
  domain: string;
  selector: string;
  /** Its private or public part, as PEM. */
  key: string;
}

export interface DkimQuestion {
  /** For which e-mails are signed. */
  domain: string;
  provider: ProviderDns;
  /** Selectors that somebody has named. */
  selectors: readonly string[];
  own: OwnDkim | null;
}

/** Whether receivers find a key by which what is signed can be checked. */
export async function checkDkim(dns: Dns, question: DkimQuestion): Promise<Finding[]> {
  const { provider, selectors, own } = question;
  if (own !== null) {
    const finding = await checkSelector(dns, own.selector, own.domain, own);
    return [finding];
  }
  if (selectors.length > 0) {
    return Promise.all(selectors.map((one) => checkSelector(dns, one, question.domain, null)));
  }
  const each = await Promise.all(
    provider.selectors.map((one) => checkSelector(dns, one, question.domain, null)),
  );
  const there = each.filter(({ found }) => found.length > 0);
  if (there.length > 0) return there;
  const unasked = each.find(({ outcome }) => outcome === "warning");
  return [unasked ?? noneFound(question)];
}

function noneFound({ domain, provider }: DkimQuestion): Finding {
  const name = `_domainkey.${domain}`;
  const base = { check: "dkim" as const, name, found: [], publish: null };
  if (provider.hasAllSelectors) {
    const words = `No key of ${provider.label} is at ${provider.selectors.join(", ")}.${name}: e-mails are not signed for ${domain}. What to publish stands ${provider.where}.`;
    return { ...base, outcome: "error", words };
  }
  const tried =
    provider.selectors.length === 0 ? "" : ` None is at ${provider.selectors.join(", ")}.`;
  const words = `The selector by which ${provider.label} signs for ${domain} is not known.${tried} It stands ${provider.where}; ask again with it as selector.`;
  return { ...base, outcome: "warning", words };
}

async function checkSelector(
  dns: Dns,
  selector: string,
  domain: string,
  own: OwnDkim | null,
): Promise<Finding> {
  const name = `${selector}._domainkey.${domain}`;
  const key = own === null ? null : createPublicKey(own.key);
  const publish: DnsRecord | null =
    key === null ? null : { type: "TXT", name, value: dkimRecord(key) };
  // A CNAME to the provider is followed by itself.
  const asked = await dns.txt(name);
  if (asked.outcome === "failed") return notAsked("dkim", name, asked.message);
  const found = asked.outcome === "none" ? [] : asked.records;
  const bad = (words: string): Finding => ({
    check: "dkim",
    outcome: "error",
    name,
    found,
    words,
    publish,
  });
  const [record, second] = found;
  if (record === undefined) return bad(`There is no key at ${name}.`);
  if (second !== undefined) {
    return bad(`${name} has ${found.length} records, of which receivers may take any. Leave one.`);
  }
  const read = dkimKeyIn(record);
  if (read.outcome === "revoked") return bad(`The key at ${name} was revoked (p= is empty).`);
  if (read.outcome === "unreadable") return bad(`The key at ${name} is not right: ${read.why}.`);
  if (key !== null && !isSameKey(key, read.key)) {
    return bad(`The key at ${name} is not the one by which e-mails are signed.`);
  }
  const isRsa = read.key.asymmetricKeyType === "rsa";
  if (isRsa && read.bits < 1_024) {
    return bad(`The key at ${name} has ${read.bits} bits, and receivers leave it out: use 2048.`);
  }
  const fine = { check: "dkim", name, found, publish: null } as const;
  if (read.isTest) {
    const words = `The key at ${name} is marked as a test (t=y): receivers treat what it signs as unsigned.`;
    return { ...fine, outcome: "warning", words };
  }
  if (isRsa && read.bits < 2_048) {
    const words = `The key at ${name} has ${read.bits} bits: 2048 are usual today.`;
    return { ...fine, outcome: "warning", words };
  }
  const kind = isRsa ? `RSA, ${read.bits} bits` : "Ed25519";
  const ours = own === null ? "" : " It is the one by which e-mails are signed.";
  return { ...fine, outcome: "ok", words: `There is a key at ${name} (${kind}).${ours}` };
}
