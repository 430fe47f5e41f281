/**
 * What nobody sees and copying brings along: zero-width and direction marks, byte order marks, soft
 * hyphens, variation selectors.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]+/gu;
const invisibleEnds =
  /^[\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+|[\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+$/gu;

/** A text without outer blanks and marks, in Unicode's composed form: the same words, one text. */
export function plainText(text: string): string {
  return text.replaceAll(invisibleEnds, "").normalize("NFC");
}

/** The same without any mark inside, and with full-width letters, digits and signs as ASCII. */
export function plainAddress(text: string): string {
  const visible = plainText(text.replaceAll(invisible, ""));
  return visible.replaceAll(/[\uFF01-\uFF5E]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}
