import { organizationalDomain } from "./organizational-domain.ts";
import type { OwnDkim } from "./check-dkim.ts";
import { checkDkim } from "./check-dkim.ts";
import { checkAlignment, checkDmarc } from "./check-dmarc.ts";
import { checkMx, checkReturnPath, checkTracking } from "./check-others.ts";
import { checkSpf } from "./check-spf.ts";
import type { Dns } from "./dns.ts";
import type { Finding } from "./finding.ts";
import { dnsOfProvider } from "./providers.ts";

export interface DomainQuestion {
  /** Of the address that e-mails come from. */
  domain: string;
  /** By which they are sent; null: a mail server of one's own. */
  provider: string | null;
  /** Of the provider's set-up. */
  settings: Record<string, unknown>;
  /** By which it is said to sign; none: those that the provider documents. */
  selectors: readonly string[];
  /** Where bounces go, if not where the provider has them go. */
  returnPath?: string;
  /** Where Campanile signs itself. */
  dkim?: OwnDkim;
  publicUrl: string;
}

export interface DomainCheck {
  domain: string;
  organizationalDomain: string;
  provider: string | null;
  /** The worst of them. */
  outcome: Finding["outcome"];
  checks: Finding[];
}

/** Whether receivers can see that e-mails of a domain are its own, as the DNS says it now. */
export async function checkDomain(dns: Dns, question: DomainQuestion): Promise<DomainCheck> {
  const { domain, settings, selectors, publicUrl, dkim: own = null } = question;
  const provider = dnsOfProvider(question.provider);
  const path =
    question.returnPath === undefined
      ? provider.returnPath(domain, settings)
      : ({ kind: "own", domain: question.returnPath, needs: null } as const);
  const spfDomain = path.kind === "own" ? path.domain : domain;
  // A CNAME to the provider has the provider's own record behind it.
  const isSpfNeeded = path.kind === "own" && path.needs === null;
  const signingDomain = own?.domain ?? (question.provider === "mailgun" ? spfDomain : domain);
  const [spf, keys, dmarc, returnPath, mx, tracking] = await Promise.all([
    checkSpf(dns, {
      domain: isSpfNeeded ? spfDomain : domain,
      provider,
      isNeeded: isSpfNeeded,
    }),
    checkDkim(dns, { domain: signingDomain, provider, selectors, own }),
    checkDmarc(dns, domain),
    checkReturnPath(dns, path, domain),
    checkMx(dns, domain),
    checkTracking(dns, publicUrl, domain),
  ]);
  const hasKey = keys.some(({ outcome, found }) => outcome !== "error" && found.length > 0);
  const hasSpf = path.kind === "own" && returnPath.outcome === "ok" && spf.outcome !== "error";
  const alignment = checkAlignment({
    domain,
    signedFor: hasKey ? signingDomain : null,
    returnPath: hasSpf ? path.domain : null,
    dmarc: dmarc.record,
  });
  const checks = [spf, ...keys, dmarc.finding, alignment, returnPath, mx, tracking];
  const outcome = (["error", "warning"] as const).find((bad) =>
    checks.some((one) => one.outcome === bad),
  );
  return {
    domain,
    organizationalDomain: organizationalDomain(domain),
    provider: question.provider,
    outcome: outcome ?? "ok",
    checks,
  };
}
