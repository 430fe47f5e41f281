import type { Source } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";

type Preset = Source["preset"];

/** Names of products are the same in every language. */
const names: Record<Exclude<Preset, "custom">, string> = {
  shopify: "Shopify",
  woocommerce: "WooCommerce",
  stripe: "Stripe",
  github: "GitHub",
  sendgrid: "SendGrid",
  mandrill: "Mailchimp Transactional",
};

export function presetName(preset: Preset): string {
  return preset === "custom" ? t("sources:custom") : names[preset];
}

export const presets: readonly Preset[] = [...(Object.keys(names) as Preset[]), "custom"];
