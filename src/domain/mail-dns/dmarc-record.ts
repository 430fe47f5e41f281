import { tagsIn } from "./tags.ts";
import { sayDomain } from "../sentences/domain-sentences.ts";

export type DmarcPolicy = "none" | "quarantine" | "reject";

export interface DmarcRecord {
  policy: DmarcPolicy;
  /** Of domains below it. */
  subdomainPolicy: DmarcPolicy;
  /** How much of the mail the policy is for. */
  percent: number;
  dkim: "strict" | "relaxed";
  spf: "strict" | "relaxed";
  /** Where reports go. */
  reports: string[];
}

export const isDmarc = (text: string): boolean => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(text);

/** What a DMARC record says (RFC 7489, 6.3); in words what is wrong with it. */
export function dmarcIn(record: string): DmarcRecord | { why: string } {
  const tags = tagsIn(record);
  if (tags === null) return { why: sayDomain("noTags") };
  const policy = policyIn(tags.get("p"));
  if (policy === null) return { why: sayDomain("noPolicy") };
  const subdomainPolicy = policyIn(tags.get("sp") ?? policy);
  if (subdomainPolicy === null) {
    return { why: sayDomain("noSubdomainPolicy") };
  }
  const mode = (name: string) =>
    tags.get(name)?.toLowerCase() === "s" ? ("strict" as const) : ("relaxed" as const);
  const percent = Number(tags.get("pct") ?? "100");
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    return { why: sayDomain("noShare") };
  }
  const reports = (tags.get("rua") ?? "")
    .split(",")
    .map((uri) => uri.trim())
    .filter((uri) => uri !== "");
  return { policy, subdomainPolicy, percent, dkim: mode("adkim"), spf: mode("aspf"), reports };
}

function policyIn(text: string | undefined): DmarcPolicy | null {
  const given = text?.toLowerCase();
  return given === "none" || given === "quarantine" || given === "reject" ? given : null;
}
