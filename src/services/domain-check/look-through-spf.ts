import type { Qualifier } from "../../domain/mail-dns/spf-record.ts";
import { asking, isSpf, spfTerms } from "../../domain/mail-dns/spf-record.ts";
import type { Dns } from "./dns.ts";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

/** An SPF record with all that it includes. */
export interface SpfTree {
  /** How a receiver asks the DNS for it, and how often in vain. */
  lookups: number;
  voids: number;
  /** What it says of all others; null: nothing. */
  all: Qualifier | null;
  /** Names of included records, at any depth. */
  includes: Set<string>;
  /** It names addresses itself. */
  hasAddresses: boolean;
  hasPtr: boolean;
  /** What keeps receivers from using it, in words. */
  faults: string[];
  /** What could not be asked. */
  unasked: string[];
}

/** Nobody's records go deeper, but those of somebody who wants to see how far it goes. */
const mostAsked = 40;

/** Looks through an SPF record as a receiver does, and goes on where that one would give up. */
export async function lookThroughSpf(dns: Dns, domain: string, record: string): Promise<SpfTree> {
  const tree: SpfTree = {
    lookups: 0,
    voids: 0,
    all: null,
    includes: new Set(),
    hasAddresses: false,
    hasPtr: false,
    faults: [],
    unasked: [],
  };
  let asked = 0;

  async function recordAt(name: string): Promise<string | null> {
    if (asked++ >= mostAsked) return null;
    const looked = await dns.txt(name);
    if (looked.outcome === "failed") {
      tree.unasked.push(sayDomain("asking", { name, why: looked.message }));
      return null;
    }
    const found = looked.outcome === "none" ? [] : looked.records.filter(isSpf);
    if (looked.outcome === "none") tree.voids++;
    if (found.length > 1)
      tree.faults.push(sayDomain("hasSpfRecords", { name, number: found.length }));
    if (found.length === 0) tree.faults.push(sayDomain("hasNoSpfRecord", { name }));
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  async function isVoid(name: string, kind: "a" | "mx"): Promise<void> {
    if (asked++ >= mostAsked) return;
    const looked = kind === "mx" ? await dns.mx(name) : await dns.addresses(name);
    if (looked.outcome === "none") tree.voids++;
  }

  /** @param above the names that led here: one of them again would go round for ever */
  async function walk(name: string, text: string, above: readonly string[]): Promise<void> {
    let redirect: string | null = null;
    let hasAll = false;
    for (const term of spfTerms(text)) {
      if (term.kind === "unknown")
        tree.faults.push(sayDomain("saysUnknown", { name, term: term.text.slice(0, 60) }));
      if (term.kind === "redirect") redirect = term.domain;
      if (term.kind !== "mechanism") continue;
      if (asking.has(term.name)) tree.lookups++;
      if (term.name === "all") {
        hasAll = true;
        if (above.length === 0) tree.all = term.qualifier;
        break;
      }
      const target = (term.domain ?? name).toLowerCase();
      const isOfAddresses = term.name === "ip4" || term.name === "ip6";
      if (isOfAddresses && above.length === 0) tree.hasAddresses = true;
      if (term.name === "ptr") tree.hasPtr = true;
      // What depends on the mail can't be asked now.
      if (target.includes("%")) continue;
      if (term.name === "include") await follow(target, [...above, name]);
      if (term.name === "a" || term.name === "mx") await isVoid(target, term.name);
    }
    if (redirect === null || hasAll) return;
    tree.lookups++;
    if (redirect.includes("%")) return;
    const there = redirect.toLowerCase();
    if ([...above, name].includes(there)) tree.faults.push(sayDomain("leadsBack", { name: there }));
    else {
      tree.includes.add(there);
      const next = await recordAt(there);
      // In its place: what it says of all others counts.
      if (next !== null) await walk(there, next, above);
    }
  }

  async function follow(target: string, above: readonly string[]): Promise<void> {
    tree.includes.add(target);
    if (above.includes(target)) {
      tree.faults.push(sayDomain("includesItself", { name: target }));
      return;
    }
    const next = await recordAt(target);
    if (next !== null) await walk(target, next, above);
  }

  await walk(domain, record, []);
  return tree;
}
