import { expect, test } from "vitest";
import { smsSegments } from "../../src/domain/sms-segments.ts";

const of = (text: string) => {
  const { encoding, segments, units, left } = smsSegments(text);
  return [encoding, segments, units, left];
};

test("160 septets are one segment, and each further one has 153", () => {
  expect(of("")).toEqual(["GSM-7", 1, 0, 160]);
  expect(of("a".repeat(160))).toEqual(["GSM-7", 1, 160, 0]);
  expect(of("a".repeat(161))).toEqual(["GSM-7", 2, 161, 145]);
  expect(of("a".repeat(306))).toEqual(["GSM-7", 2, 306, 0]);
  expect(of("a".repeat(307))).toEqual(["GSM-7", 3, 307, 152]);
});

test("characters of the extension take two septets, and are not cut in two", () => {
  expect(of("€".repeat(80))).toEqual(["GSM-7", 1, 160, 0]);
  expect(of("€".repeat(81))).toEqual(["GSM-7", 2, 162, 143]);
  // 152 septets, then a character of two: it begins the second segment.
  expect(of(`${"a".repeat(152)}€${"a".repeat(151)}`)).toEqual(["GSM-7", 2, 305, 0]);
  expect(of(`${"a".repeat(152)}€${"a".repeat(152)}`)).toEqual(["GSM-7", 3, 306, 152]);
});

test("the alphabet has what is written with marks in the West, and Greek capitals", () => {
  expect(smsSegments("¿Qué tal? Ça va à Köln: ΔΦΓΛΩΠΨΣΘΞ @£$¥\n[x] {y} ~ | \\ ^").encoding).toBe(
    "GSM-7",
  );
  for (const text of ["ç", "ё", "Привіт", "“quoted”", "an em—dash", "`", "á"]) {
    expect([text, smsSegments(text).encoding]).toEqual([text, "UCS-2"]);
  }
});

test("one character outside of it makes all of the text UCS-2: 70 in one segment, 67 in each of several", () => {
  expect(of("ї".repeat(70))).toEqual(["UCS-2", 1, 70, 0]);
  expect(of("ї".repeat(71))).toEqual(["UCS-2", 2, 71, 63]);
  expect(of(`${"a".repeat(134)}ї`)).toEqual(["UCS-2", 3, 135, 66]);
});

test("an emoji takes two units and stays whole", () => {
  expect(of("😀".repeat(35))).toEqual(["UCS-2", 1, 70, 0]);
  // 66 units, then one of two: it begins the second segment.
  expect(of(`${"ї".repeat(66)}😀${"ї".repeat(65)}`)).toEqual(["UCS-2", 2, 133, 0]);
});
