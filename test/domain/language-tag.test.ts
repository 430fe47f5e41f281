import { describe, expect, test } from "vitest";
import { lookUpLanguage } from "../../src/domain/language-tag.ts";

describe("a language falls back along its tag", () => {
  test.each([
    ["zh-Hant-TW", ["en", "zh", "zh-Hant"], "zh-Hant"],
    ["zh-Hant-TW", ["en", "zh"], "zh"],
    ["zh-Hant-TW", ["zh-Hant-TW", "zh-Hant"], "zh-Hant-TW"],
    ["zh-hant-tw", ["zh", "ZH_Hant"], "ZH_Hant"],
    ["zh_Hant_TW", ["zh-Hant"], "zh-Hant"],
    ["en-GB", ["en-US", "en"], "en"],
    ["en-GB", ["en-US"], null],
    ["en", ["en-US"], null],
    ["de-CH-1996", ["de-CH", "de"], "de-CH"],
    ["zh-Hant-CN-x-private1-private2", ["zh-Hant-CN"], "zh-Hant-CN"],
    ["en-US-u-hc-h12", ["en-US"], "en-US"],
    ["iw", ["he"], "he"],
    ["he-IL", ["iw"], "iw"],
    ["zh-TW", ["zh-Hant", "en"], "zh-Hant"],
    ["zh-TW", ["zh", "zh-Hant"], "zh"],
    ["sr-RS", ["sr-Latn", "sr-Cyrl"], "sr-Cyrl"],
    ["ukrainian", ["Ukrainian"], "Ukrainian"],
    ["no such language", ["en"], null],
    ["", ["en", ""], null],
  ])("%s among %j is %s", (wanted, languages, chosen) => {
    expect(lookUpLanguage(wanted, languages)).toBe(chosen);
  });
});
