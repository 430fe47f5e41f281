import { areAligned } from "./organizational-domain.ts";
import type { Dns } from "./dns.ts";
import type { Finding } from "./finding.ts";
import { notAsked } from "./finding.ts";
import type { ReturnPath } from "./providers.ts";

/** Whether bounces arrive somewhere. */
export async function checkReturnPath(
  dns: Dns,
  path: ReturnPath,
  domain: string,
): Promise<Finding> {
  const base = { check: "returnPath", found: [] as string[], publish: null } as const;
  if (path.kind === "provider's") {
    return { ...base, outcome: "ok", name: domain, words: path.words };
  }
  const { domain: name, needs } = path;
  if (needs !== null) {
    const asked = await dns.cname(name);
    if (asked.outcome === "failed") return notAsked("returnPath", name, asked.message);
    const found = asked.outcome === "none" ? [] : asked.records;
    const isThere = found.some((one) => one.toLowerCase().replace(/\.$/, "") === needs.value);
    const words = isThere
      ? `Bounces go to ${name}, and from there to ${needs.value}.`
      : `Bounces do not go to ${name}: without this record SPF does not count for ${domain}.`;
    const outcome = isThere ? "ok" : "warning";
    return { ...base, outcome, name, found, words, publish: isThere ? null : needs };
  }
  const { outcome, found, message } = await takesMail(dns, name);
  if (outcome === "failed") return notAsked("returnPath", name, message);
  const words =
    outcome === "takes"
      ? `Bounces go to ${name}, which takes mail.`
      : `Bounces go to ${name}, which takes no mail: they are lost, and some receivers refuse what can't be answered.`;
  return { ...base, outcome: outcome === "takes" ? "ok" : "error", name, found, words };
}

/** Whether answers arrive somewhere. */
export async function checkMx(dns: Dns, name: string): Promise<Finding> {
  const { outcome, found, message } = await takesMail(dns, name);
  if (outcome === "failed") return notAsked("mx", name, message);
  const base = { check: "mx", name, found, publish: null } as const;
  if (outcome === "takes") {
    return { ...base, outcome: "ok", words: `${name} takes mail, so answers arrive.` };
  }
  const words =
    outcome === "refuses"
      ? `${name} says that it takes no mail (a null MX): many receivers refuse what it sends.`
      : `${name} has no mail server (MX): answers are lost, and some receivers refuse what it sends.`;
  return { ...base, outcome: outcome === "refuses" ? "error" : "warning", words };
}

interface Takes {
  outcome: "takes" | "refuses" | "nothing" | "failed";
  found: string[];
  message: string;
}

async function takesMail(dns: Dns, name: string): Promise<Takes> {
  const asked = await dns.mx(name);
  if (asked.outcome === "failed") return { outcome: "failed", found: [], message: asked.message };
  if (asked.outcome === "found") {
    const found = asked.records.map(({ priority, exchange }) => `${priority} ${exchange}`);
    const isNull = asked.records.every(({ exchange }) => exchange === "" || exchange === ".");
    return { outcome: isNull ? "refuses" : "takes", found, message: "" };
  }
  // Without an MX its own address counts (RFC 5321, 5.1).
  const addresses = await dns.addresses(name);
  if (addresses.outcome === "failed") {
    return { outcome: "failed", found: [], message: addresses.message };
  }
  const found = addresses.outcome === "found" ? addresses.records : [];
  return { outcome: found.length > 0 ? "takes" : "nothing", found, message: "" };
}

/** Whether links of e-mails lead to a host that belongs to their sender. */
export async function checkTracking(dns: Dns, publicUrl: string, domain: string): Promise<Finding> {
  const { hostname: name, protocol } = new URL(publicUrl);
  const base = { check: "tracking", name, publish: null } as const;
  const warn = (words: string, found: string[] = []): Finding => ({
    ...base,
    outcome: "warning",
    found,
    words,
  });
  if (!name.includes(".") || /^[\d.]+$/.test(name) || name.startsWith("[")) {
    return warn(
      `Links of e-mails lead to ${name}, which readers can't reach: set PUBLIC_URL to a host such as links.${domain}.`,
    );
  }
  const [alias, addresses] = await Promise.all([dns.cname(name), dns.addresses(name)]);
  if (addresses.outcome === "failed") return notAsked("tracking", name, addresses.message);
  const found = alias.outcome === "found" ? alias.records : [];
  if (addresses.outcome === "none") {
    return {
      ...base,
      outcome: "error",
      found,
      words: `Links of e-mails lead to ${name}, which has no address in the DNS.`,
    };
  }
  found.push(...addresses.records);
  if (!areAligned(name, domain, "relaxed")) {
    return warn(
      `Links of e-mails lead to ${name}, another owner's than ${domain}: filters trust a host of the sender's own more, such as links.${domain}, a CNAME to ${name}, with PUBLIC_URL set to it.`,
      found,
    );
  }
  if (protocol !== "https:") {
    return warn(`Links of e-mails lead to ${name} without TLS: set PUBLIC_URL to https://`, found);
  }
  return { ...base, outcome: "ok", found, words: `Links of e-mails lead to ${name}.` };
}
