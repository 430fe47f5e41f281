/** How an SMS goes over the air: networks carry and bill it by segments. */
export interface SmsSegments {
  /** GSM-7 as long as every character is in its alphabet; else each takes more room, as UCS-2. */
  encoding: "GSM-7" | "UCS-2";
  segments: number;
  /** How many units the text has: septets (two for a character such as €), or UTF-16 code units. */
  units: number;
  /** How many more fit into its last segment. */
  left: number;
}

// 3GPP TS 23.038, 6.2.1: the default alphabet, and what stands behind an escape in its extension.
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extended = new Set("\f^{}\\[~]|€");

/** A text of several segments gives some room of each to the header by which they are joined again. */
const room = {
  "GSM-7": { alone: 160, joined: 153 },
  "UCS-2": { alone: 70, joined: 67 },
} as const;

/** Counts the segments of a text as it will be sent. An empty text is one. */
export function smsSegments(text: string): SmsSegments {
  const characters = Array.from(text);
  const isGsm = characters.every((one) => basic.has(one) || extended.has(one));
  const encoding = isGsm ? "GSM-7" : "UCS-2";
  const sizes = characters.map((one) => (isGsm ? septets(one) : one.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, joined } = room[encoding];
  if (units <= alone) return { encoding, segments: 1, units, left: alone - units };
  let segments = 1;
  let left: number = joined;
  for (const size of sizes) {
    // What takes two units is not cut in two.
    if (size > left) {
      segments++;
      left = joined;
    }
    left -= size;
  }
  return { encoding, segments, units, left };
}

const septets = (character: string): number => (extended.has(character) ? 2 : 1);
