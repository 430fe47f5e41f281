/// <reference types="vite/types/importMeta.d.ts" />
import type { Kind } from "./block-texts.ts";
import { withTexts } from "./block-texts.ts";
import type { WithProviders } from "./channel-texts.ts";
import { channelWithTexts } from "./channel-texts.ts";
import type { Group } from "./fact-texts.ts";
import { withFactTexts } from "./fact-texts.ts";
import { language } from "./i18n.ts";

/**
 * What the API says of blocks, channels, facts and more is English; each other language has a file, keyed by the
 * English text. English loads nothing.
 */
const files = import.meta.glob<Record<string, string>>(
  "./{block,channel,example,fact}-texts/*.json",
  {
    import: "default",
  },
);

export async function textsOf(
  what: "block" | "channel" | "example" | "fact",
): Promise<ReadonlyMap<string, string> | undefined> {
  const texts = await files[`./${what}-texts/${language}.json`]?.();
  return texts === undefined ? undefined : new Map(Object.entries(texts));
}

export async function blocksInReadersLanguage<Of extends Kind>(
  kinds: readonly Of[],
): Promise<Of[]> {
  const texts = await textsOf("block");
  if (texts === undefined) return [...kinds];
  return kinds.map((kind) => withTexts(kind, (text) => texts.get(text) ?? text));
}

export async function channelInReadersLanguage<Of extends WithProviders>(channel: Of): Promise<Of> {
  const texts = await textsOf("channel");
  return texts === undefined
    ? channel
    : channelWithTexts(channel, (text) => texts.get(text) ?? text);
}

export async function examplesInReadersLanguage<Of extends { title: string; description: string }>(
  examples: readonly Of[],
): Promise<Of[]> {
  const texts = await textsOf("example");
  const say = (text: string) => texts?.get(text) ?? text;
  return examples.map((one) => ({
    ...one,
    title: say(one.title),
    description: say(one.description),
  }));
}

export async function factsInReadersLanguage<Of extends Group>(
  groups: readonly Of[],
): Promise<Of[]> {
  const texts = await textsOf("fact");
  return texts === undefined ? [...groups] : withFactTexts(groups, texts);
}
