import { isSpf, mostLookups, mostVoidLookups } from "../../domain/mail-dns/spf-record.ts";
import type { Dns } from "./dns.ts";
import type { Finding } from "./finding.ts";
import { notAsked } from "./finding.ts";
import type { SpfTree } from "./look-through-spf.ts";
import { lookThroughSpf } from "./look-through-spf.ts";
import type { ProviderDns } from "./providers.ts";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

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
    if (!isNeeded) return finding("ok", sayDomain("noSpfNeeded", { name }));
    const value = include === null ? "v=spf1 mx ~all" : `v=spf1 include:${include} ~all`;
    return finding(
      "error",
      sayDomain(include === null ? "noSpfOfServer" : "noSpf", { name }),
      value,
    );
  }
  if (second !== undefined) {
    const words = sayDomain("manySpf", { name, number: found.length });
    return finding("error", words);
  }
  const tree = await lookThroughSpf(dns, name, record);
  const fault = faultOf(name, tree);
  if (fault !== null) return finding("error", fault);
  if (tree.unasked.length > 0) return notAsked("spf", name, tree.unasked.join("; "));
  if (isNeeded && include !== null && !tree.includes.has(include)) {
    const words = sayDomain("providerNotIncluded", { name, provider: provider.label });
    // Some write the provider's addresses out.
    const outcome = tree.hasAddresses ? "warning" : "error";
    return finding(outcome, words, withInclude(record, include));
  }
  const warning = warningOf(name, tree);
  if (warning !== null) return finding("warning", warning);
  const words = sayDomain(include === null && isNeeded ? "spfOfServerThere" : "spfThere", {
    name,
    lookups: tree.lookups,
    most: mostLookups,
  });
  return finding("ok", words);
}

function faultOf(name: string, tree: SpfTree): string | null {
  if (tree.faults.length > 0) {
    return sayDomain("spfNotUsable", { name, faults: tree.faults.join("; ") });
  }
  if (tree.all === "+") {
    return sayDomain("everybodyMaySend", { name });
  }
  if (tree.lookups > mostLookups) {
    return sayDomain("tooManyLookups", { name, lookups: tree.lookups, most: mostLookups });
  }
  if (tree.voids > mostVoidLookups) {
    return sayDomain("tooManyVoids", { name, voids: tree.voids, most: mostVoidLookups });
  }
  return null;
}

function warningOf(name: string, tree: SpfTree): string | null {
  if (tree.all === null) {
    return sayDomain("saysNothingOfOthers", { name });
  }
  if (tree.all === "?") {
    return sayDomain("neutralToOthers", { name });
  }
  if (tree.hasPtr) return sayDomain("hasPtr", { name });
  if (tree.lookups === mostLookups) {
    return sayDomain("allLookups", { name, most: mostLookups });
  }
  return null;
}

/** The record with the provider's in it, before what it says of all others. */
function withInclude(record: string, include: string): string {
  const all = /\s[+\-~?]?all\b/i.exec(record);
  const at = all?.index ?? record.length;
  return `${record.slice(0, at)} include:${include}${record.slice(at)}`;
}
