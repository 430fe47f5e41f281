import { createPublicKey } from "node:crypto";
import { dkimKeyIn, dkimRecord, isSameKey } from "../../domain/mail-dns/dkim-key.ts";
import type { Dns } from "./dns.ts";
import type { DnsRecord } from "../../domain/mail-dns/dns-record.ts";
import type { Finding } from "./finding.ts";
import { notAsked } from "./finding.ts";
import type { ProviderDns } from "./providers.ts";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

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
    const names = `${provider.selectors.join(", ")}.${name}`;
    const { label, where } = provider;
    const words = sayDomain("noKeyOf", { provider: label, names, domain, where });
    return { ...base, outcome: "error", words };
  }
  const meant = { provider: provider.label, domain, where: provider.where };
  const words =
    provider.selectors.length === 0
      ? sayDomain("selectorUnknown", meant)
      : sayDomain("selectorNotThere", { ...meant, selectors: provider.selectors.join(", ") });
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
  if (record === undefined) return bad(sayDomain("noKey", { name }));
  if (second !== undefined) {
    return bad(sayDomain("manyKeys", { name, number: found.length }));
  }
  const read = dkimKeyIn(record);
  if (read.outcome === "revoked") return bad(sayDomain("revoked", { name }));
  if (read.outcome === "unreadable") return bad(sayDomain("keyNotRight", { name, why: read.why }));
  if (key !== null && !isSameKey(key, read.key)) {
    return bad(sayDomain("otherKey", { name }));
  }
  const isRsa = read.key.asymmetricKeyType === "rsa";
  if (isRsa && read.bits < 1_024) {
    return bad(sayDomain("tooShortKey", { name, bits: read.bits }));
  }
  const fine = { check: "dkim", name, found, publish: null } as const;
  if (read.isTest) {
    const words = sayDomain("testKey", { name });
    return { ...fine, outcome: "warning", words };
  }
  if (isRsa && read.bits < 2_048) {
    const words = sayDomain("shortKey", { name, bits: read.bits });
    return { ...fine, outcome: "warning", words };
  }
  const kind = isRsa ? sayDomain("rsaKey", { bits: read.bits }) : "Ed25519";
  const words = sayDomain(own === null ? "keyThere" : "ownKeyThere", { name, kind });
  return { ...fine, outcome: "ok", words };
}
