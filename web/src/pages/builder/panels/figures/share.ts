/** A part of a whole as people read it: "62 %", "0.4 %"; "" of nothing. */
export function shareWords(part: number, whole: number): string {
  if (whole === 0) return "";
  const share = (part / whole) * 100;
  const rounded =
    share > 0 && share < 1 ? Math.max(0.1, Math.round(share * 10) / 10) : Math.round(share);
  return `${rounded} %`;
}
