import type { z } from "zod";
import type { DnsRecord } from "../domain/mail-dns/dns-record.ts";
import type { ProviderAdapter, ProviderSetup } from "./provider.ts";

/**
 * What is known of a provider without asking it: as of channels, whoever shows a form or checks a
 * set-up sees this, and what speaks to the provider is loaded by `adapter`.
 */
export interface ProviderDescription {
  /** What set-ups and message rows call it. */
  name: string;
  /** What people call it. */
  label: string;
  /** Forms are made from it and its `meta`. Of HTTP it has a `baseUrl`, by `baseUrlSetting`. */
  settings: z.ZodObject;
  /** Texts by name, each with its `meta`: kept sealed, and never shown again. */
  secrets: z.ZodObject;
  /** What makes those that a set-up may leave out, by their names: keys that need nobody else. */
  secretMakers?(settings: Record<string, unknown>): Record<string, SecretMaker>;
  /** What the owner has to publish in DNS. @param host this deployment's */
  dnsRecords?(setup: ProviderSetup, host: string): DnsRecord[];
  /**
   * For how many milliseconds it knows a message again by its id, so that one whose answer was lost is
   * sent again without making two of it. Absent, or undefined: it takes a message as often as it is given it.
   */
  knowsIdsForMs?(settings: Record<string, unknown>): number | undefined;
  adapter(): Promise<ProviderAdapter>;
}

type SecretMaker = () => string | Promise<string>;
