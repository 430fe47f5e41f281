/** One term of an SPF record (RFC 7208). */
export type SpfTerm =
  | { kind: "mechanism"; qualifier: Qualifier; name: Mechanism; domain: string | null }
  | { kind: "redirect"; domain: string }
  /** It says nothing about who may send. */
  | { kind: "modifier" }
  | { kind: "unknown"; text: string };

export type Qualifier = "+" | "-" | "~" | "?";
type Mechanism = "all" | "include" | "a" | "mx" | "ptr" | "ip4" | "ip6" | "exists";

/** Each of these has a receiver ask the DNS, ten times at most (RFC 7208, 4.6.4). */
export const asking: ReadonlySet<string> = new Set(["include", "a", "mx", "ptr", "exists"]);
export const mostLookups = 10;
/** So many of them may come to nothing. */
export const mostVoidLookups = 2;

export const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

export function spfTerms(record: string): SpfTerm[] {
  return record
    .split(/\s+/)
    .slice(1)
    .filter((text) => text !== "")
    .map(termOf);
}

const mechanism =
  /^([+\-~?]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?::([^\s/]+))?((?:\/\d+){0,2})$/i;
const ipMechanism = /^([+\-~?]?)(ip4|ip6):([0-9a-fA-F.:]+)(\/\d{1,3})?$/i;

function termOf(text: string): SpfTerm {
  const [, redirect] = /^redirect=(\S+)$/i.exec(text) ?? [];
  if (redirect !== undefined) return { kind: "redirect", domain: redirect };
  if (/^[a-z][a-z0-9._-]*=/i.test(text)) return { kind: "modifier" };
  const [, sign = "", named, domain] = ipMechanism.exec(text) ?? mechanism.exec(text) ?? [];
  if (named === undefined) return { kind: "unknown", text };
  const name = named.toLowerCase() as Mechanism;
  const needsDomain = ["include", "exists", "ip4", "ip6"].includes(name);
  if (needsDomain && domain === undefined) return { kind: "unknown", text };
  const qualifier = sign === "" ? "+" : (sign as Qualifier);
  return { kind: "mechanism", qualifier, name, domain: domain ?? null };
}
