import { z } from "zod";

/**
 * Where a provider is spoken to: its own address if nothing is said. For a proxy, a region or a server
 * that speaks in its place.
 *
 * @param usual the provider's own
 */
export function baseUrlSetting(usual: string) {
  return baseUrl
    .default(usual)
    .meta({ title: "Base URL", description: `Where the provider answers; ${usual} as a rule` });
}

/** The same, of a provider that has no address of its own. */
export function ownBaseUrlSetting() {
  return baseUrl.meta({ title: "Base URL", description: "Where it answers" });
}

const baseUrl = z
  .string()
  .trim()
  .max(2_000)
  .overwrite(withoutSlashes)
  .regex(/^https?:\/\/[^\s/?#@][^\s?#@]*$/, "must be an http or https address without a query");

/** An address without the slashes that it ends in. */
export function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === "/") end--;
  return url.slice(0, end);
}

/** A secret of a set-up. */
export function secretSetting(title: string, description?: string) {
  return z
    .string()
    .trim()
    .min(1)
    .max(10_000)
    .meta(description === undefined ? { title } : { title, description });
}
