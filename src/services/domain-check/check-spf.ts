import { isSpf, mostLookups, mostVoidLookups } from "../../domain/mail-dns/spf-record.ts";
import type { Dns } from "./dns.ts";
import type { Finding } from "./finding.ts";
import { notAsked } from "./finding.ts";
import type { SpfTree } from "./look-through-spf.ts";
import { lookThroughSpf } from "./look-through-spf.ts";
import type { ProviderDns } from "./providers.ts";

export interface SpfQuestion {
  /** Where bounces go, of which SPF is asked. */
  domain: string;
  provider: Pick<ProviderDns, "label" | "include">;
  /** False: bounces go elsewhere, and a record here is a matter of taste. */
  isNeeded: boolean;
}

/** Whether a domain says, once and so that receivers understand it, who may send for it. */
export async function checkSpf(dns: Dns, question: SpfQuestion): Promise<Finding> {
  const { domain: name, provider, isNeeded } = question;
  const { include } = provider;
  const asked = await dns.txt(name);
  if (asked.outcome === "failed") return notAsked("spf", name, asked.message);
  const found = asked.outcome === "none" ? [] : asked.records.filter(isSpf);
  const finding = (
    outcome: Finding["outcome"],
    words: string,
    value: string | null = null,
  ): Finding => ({
    check: "spf",
    outcome,
    name,
    found,
    words,
    publish: value === null ? null : { type: "TXT", name, value },
  });
  const [record, second] = found;
  if (record === undefined) {
    if (!isNeeded) return finding("ok", `${name} needs no SPF record: bounces go elsewhere.`);
    const value = include === null ? "v=spf1 mx ~all" : `v=spf1 include:${include} ~all`;
    const more = include === null ? ", with the addresses of your mail server in it" : "";
    return finding("error", `${name} has no SPF record. Publish one${more}.`, value);
  }
  if (second !== undefined) {
    const words = `${name} has ${found.length} SPF records, so receivers use none. Make one of them.`;
    return finding("error", words);
  }
  const tree = await lookThroughSpf(dns, name, record);
  const fault = faultOf(name, tree);
  if (fault !== null) return finding("error", fault);
  if (tree.unasked.length > 0) return notAsked("spf", name, tree.unasked.join("; "));
  if (isNeeded && include !== null && !tree.includes.has(include)) {
    const words = `The SPF record of ${name} does not include ${provider.label}, by which e-mails are sent.`;
    // Some write the provider's addresses out.
    const outcome = tree.hasAddresses ? "warning" : "error";
    return finding(outcome, words, withInclude(record, include));
  }
  const warning = warningOf(name, tree);
  if (warning !== null) return finding("warning", warning);
  const server = include === null && isNeeded ? " See that it names your mail server." : "";
  const words = `${name} says who may send, with ${tree.lookups} of ${mostLookups} lookups.${server}`;
  return finding("ok", words);
}

function faultOf(name: string, tree: SpfTree): string | null {
  if (tree.faults.length > 0) {
    return `The SPF record of ${name} can't be used: ${tree.faults.join("; ")}.`;
  }
  if (tree.all === "+") {
    return `The SPF record of ${name} ends in +all: everybody may send for it. End it in ~all or -all.`;
  }
  if (tree.lookups > mostLookups) {
    return `The SPF record of ${name} needs ${tree.lookups} lookups with all that it includes; receivers make ${mostLookups} and then use none of it. Take out what does not send any more.`;
  }
  if (tree.voids > mostVoidLookups) {
    return `The SPF record of ${name} asks for ${tree.voids} names that do not exist; receivers give up after ${mostVoidLookups}. Take them out.`;
  }
  return null;
}

function warningOf(name: string, tree: SpfTree): string | null {
  if (tree.all === null) {
    return `The SPF record of ${name} does not say what becomes of other senders. End it in ~all or -all.`;
  }
  if (tree.all === "?") {
    return `The SPF record of ${name} ends in ?all, which says nothing of other senders. End it in ~all or -all.`;
  }
  if (tree.hasPtr) return `The SPF record of ${name} has ptr, which many receivers leave out.`;
  if (tree.lookups === mostLookups) {
    return `The SPF record of ${name} needs all ${mostLookups} lookups that receivers make: with one more it fails.`;
  }
  return null;
}

/** The record with the provider's in it, before what it says of all others. */
function withInclude(record: string, include: string): string {
  const all = /\s[+\-~?]?all\b/i.exec(record);
  const at = all?.index ?? record.length;
  return `${record.slice(0, at)} include:${include}${record.slice(at)}`;
}
