import type { DmarcRecord } from "../../domain/mail-dns/dmarc-record.ts";
import { dmarcIn, isDmarc } from "../../domain/mail-dns/dmarc-record.ts";
import { areAligned, organizationalDomain } from "./organizational-domain.ts";
import type { Dns, Looked } from "./dns.ts";
import type { Finding } from "./finding.ts";
import { notAsked } from "./finding.ts";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

/** What DMARC says of a domain, and its record where there is one that is right. */
export interface DmarcCheck {
  finding: Finding;
  record: DmarcRecord | null;
}

/** The record of the domain, or of its organizational domain (RFC 7489, 6.6.3). */
export async function checkDmarc(dns: Dns, domain: string): Promise<DmarcCheck> {
  const owner = organizationalDomain(domain);
  const own = `_dmarc.${domain}`;
  let name = own;
  let asked = withDmarc(await dns.txt(own));
  if (asked.outcome === "none" && owner !== domain) {
    name = `_dmarc.${owner}`;
    asked = withDmarc(await dns.txt(name));
  }
  if (asked.outcome === "failed") {
    return { finding: notAsked("dmarc", name, asked.message), record: null };
  }
  const found = asked.outcome === "none" ? [] : asked.records;
  const value = `v=DMARC1; p=none; rua=mailto:dmarc@${owner}`;
  const finding = (outcome: Finding["outcome"], words: string, isToPublish = false): Finding => ({
    check: "dmarc",
    outcome,
    name,
    found,
    words,
    publish: isToPublish ? { type: "TXT", name: `_dmarc.${owner}`, value } : null,
  });
  const [text, second] = found;
  if (text === undefined) {
    const words = sayDomain("noDmarc", { domain: owner });
    return { finding: finding("error", words, true), record: null };
  }
  if (second !== undefined) {
    const words = sayDomain("manyDmarc", { name, number: found.length });
    return { finding: finding("error", words), record: null };
  }
  const record = dmarcIn(text);
  if ("why" in record) {
    const words = sayDomain("dmarcNotRight", { name, why: record.why });
    return { finding: finding("error", words, true), record: null };
  }
  const isInherited = name !== own;
  const policy = isInherited ? record.subdomainPolicy : record.policy;
  const notes = [
    ...(policy === "none" ? [sayDomain("policyNone")] : []),
    ...(record.percent < 100 ? [sayDomain("policyOfSome", { percent: record.percent })] : []),
    ...(await notesOnReports(dns, record.reports, isInherited ? owner : domain)),
  ];
  if (notes.length > 0) {
    const words = sayDomain("dmarcBut", { name, notes: notes.join("; ") });
    return { finding: finding("warning", words), record };
  }
  const words = sayDomain("dmarcThere", { name, policy });
  return { finding: finding("ok", words), record };
}

function withDmarc(asked: Looked<string>): Looked<string> {
  if (asked.outcome !== "found") return asked;
  const records = asked.records.filter(isDmarc);
  return records.length === 0 ? { outcome: "none" } : { outcome: "found", records };
}

const mostReports = 5;

/** Who gets reports of others' domains has to say so (RFC 7489, 7.1). */
async function notesOnReports(
  dns: Dns,
  reports: readonly string[],
  domain: string,
): Promise<string[]> {
  if (reports.length === 0) return [sayDomain("noReports")];
  const notes: string[] = [];
  for (const uri of reports.slice(0, mostReports)) {
    const [, host] = /^mailto:[^@\s]+@([^\s!]+)(?:![0-9]+[kmgt]?)?$/i.exec(uri) ?? [];
    if (host === undefined) {
      notes.push(sayDomain("reportsNowhere", { uri: uri.slice(0, 60) }));
    } else if (!areAligned(host, domain, "relaxed")) {
      const name = `${domain}._report._dmarc.${host}`;
      const asked = withDmarc(await dns.txt(name));
      if (asked.outcome === "none") {
        notes.push(sayDomain("reportsNotTaken", { host, name, domain }));
      }
    }
  }
  return notes;
}

export interface AlignmentQuestion {
  /** Of the sender's address. */
  domain: string;
  /** For which it is signed, where a key was found; null: it is not known to be. */
  signedFor: string | null;
  /** Where bounces go; null: not below the domain, as far as is known. */
  returnPath: string | null;
  dmarc: DmarcRecord | null;
}

/** Whether DKIM or SPF vouch for the domain that readers see. */
export function checkAlignment(question: AlignmentQuestion): Finding {
  const { domain, signedFor, returnPath, dmarc } = question;
  const dkim =
    signedFor !== null && areAligned(signedFor, domain, dmarc?.dkim ?? "relaxed") ? "DKIM" : null;
  const spf =
    returnPath !== null && areAligned(returnPath, domain, dmarc?.spf ?? "relaxed") ? "SPF" : null;
  const by = [dkim, spf].filter((one) => one !== null);
  const base = { check: "alignment", name: domain, found: by, publish: null } as const;
  if (dkim !== null) {
    const words = sayDomain(spf === null ? "dkimVouches" : "bothVouch", { domain });
    return { ...base, outcome: "ok", words };
  }
  if (spf !== null) {
    const words = sayDomain("onlySpfVouches", { domain });
    return { ...base, outcome: "warning", words };
  }
  const words = sayDomain("noneVouches", { domain });
  return { ...base, outcome: "error", words };
}
