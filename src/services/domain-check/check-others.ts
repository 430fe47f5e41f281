import { areAligned } from "./organizational-domain.ts";
import type { Dns } from "./dns.ts";
import type { Finding } from "./finding.ts";
import { notAsked } from "./finding.ts";
import type { ReturnPath } from "./providers.ts";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

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
      ? sayDomain("bouncesOn", { name, value: needs.value })
      : sayDomain("bouncesNot", { name, domain });
    const outcome = isThere ? "ok" : "warning";
    return { ...base, outcome, name, found, words, publish: isThere ? null : needs };
  }
  const { outcome, found, message } = await takesMail(dns, name);
  if (outcome === "failed") return notAsked("returnPath", name, message);
  const words =
    outcome === "takes" ? sayDomain("bouncesTaken", { name }) : sayDomain("bouncesLost", { name });
  return { ...base, outcome: outcome === "takes" ? "ok" : "error", name, found, words };
}

/** Whether answers arrive somewhere. */
export async function checkMx(dns: Dns, name: string): Promise<Finding> {
  const { outcome, found, message } = await takesMail(dns, name);
  if (outcome === "failed") return notAsked("mx", name, message);
  const base = { check: "mx", name, found, publish: null } as const;
  if (outcome === "takes") {
    return { ...base, outcome: "ok", words: sayDomain("takesMail", { name }) };
  }
  const words =
    outcome === "refuses" ? sayDomain("nullMx", { name }) : sayDomain("noMailServer", { name });
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
    return warn(sayDomain("linksNowhere", { name, host: `links.${domain}` }));
  }
  const [alias, addresses] = await Promise.all([dns.cname(name), dns.addresses(name)]);
  if (addresses.outcome === "failed") return notAsked("tracking", name, addresses.message);
  const found = alias.outcome === "found" ? alias.records : [];
  if (addresses.outcome === "none") {
    return {
      ...base,
      outcome: "error",
      found,
      words: sayDomain("linksWithoutAddress", { name }),
    };
  }
  found.push(...addresses.records);
  if (!areAligned(name, domain, "relaxed")) {
    return warn(
      sayDomain("linksOfAnother", { name, domain, host: `links.${domain}`, target: name }),
      found,
    );
  }
  if (protocol !== "https:") {
    return warn(sayDomain("linksWithoutTls", { name }), found);
  }
  return { ...base, outcome: "ok", found, words: sayDomain("links", { name }) };
}
