/// <reference types="vite/types/importMeta.d.ts" />
import type { Kind } from "./block-texts.ts";
import { withTexts } from "./block-texts.ts";
import type { WithProviders } from "./channel-texts.ts";
import { channelWithTexts } from "./channel-texts.ts";
import type { Group } from "./fact-texts.ts";
import { withFactTexts } from "./fact-texts.ts";
import { language } from "./i18n.ts";

/**
 * What the API says of blocks, channels, facts and more is English; each other language has a file,
 * keyed by the English text. English loads nothing.
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

/** Says a text in the reader's language, where it is known; undefined: there is nothing to say anew. */
async function translatorOf(what: "block" | "channel" | "example") {
  const texts = await textsOf(what);
  return texts && ((text: string) => texts.get(text) ?? text);
}

export async function blocksInReadersLanguage<Of extends Kind>(
  kinds: readonly Of[],
): Promise<Of[]> {
  const say = await translatorOf("block");
  return say === undefined ? [...kinds] : kinds.map((kind) => withTexts(kind, say));
}

export async function channelsInReadersLanguage<Of extends WithProviders>(
  channels: readonly Of[],
): Promise<Of[]> {
  const say = await translatorOf("channel");
  return say === undefined ? [...channels] : channels.map((one) => channelWithTexts(one, say));
}

export async function examplesInReadersLanguage<Of extends { title: string; description: string }>(
  examples: readonly Of[],
): Promise<Of[]> {
  const say = await translatorOf("example");
  if (say === undefined) return [...examples];
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
