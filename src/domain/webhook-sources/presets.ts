import { mandrill, sendgrid } from "./presets/mail-services.ts";
import { custom, github, stripe } from "./presets/others.ts";
import type { SourcePreset } from "./presets/preset.ts";
import { shopify, woocommerce } from "./presets/shops.ts";

const sourcePresets = { shopify, woocommerce, stripe, github, sendgrid, mandrill, custom };

export type SourcePresetName = keyof typeof sourcePresets;
export const sourcePresetNames = Object.keys(sourcePresets) as [
  SourcePresetName,
  ...SourcePresetName[],
];

export function presetOf(name: SourcePresetName): SourcePreset {
  return sourcePresets[name];
}
