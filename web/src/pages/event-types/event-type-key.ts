import { t } from "../../i18n/i18n.ts";

const maxKeyLength = 100;
const forbidden = /[<;'\\/|"`^?!,>]/g;

/** Why a key is refused; undefined for a valid one. These are the server's rules, applied at once. */
export function keyError(given: string): string | undefined {
  const key = given.trim();
  const wrong = [...new Set(key.match(forbidden))];
  if (wrong.length > 0) return t("words:typeKey.leaveOut", { characters: wrong.join(" ") });
  if (/\p{Cc}/u.test(key)) return t("words:typeKey.control");
  if (key.length > maxKeyLength)
    return t("words:typeKey.long", { count: key.length, most: maxKeyLength });
  if (key === "") return t("words:typeKey.empty");
  return undefined;
}

/** A key for a name: "Cart left (web)" is cartLeftWeb. Letters of every alphabet stay. */
export function proposedKey(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const joined = words.map((word, index) =>
    index === 0
      ? word.charAt(0).toLowerCase() + word.slice(1)
      : word.charAt(0).toUpperCase() + word.slice(1),
  );
  return joined.join("").slice(0, maxKeyLength);
}
