/** Whether a text says anything to Liquid: others are what they are. */
export function hasLiquid(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}
