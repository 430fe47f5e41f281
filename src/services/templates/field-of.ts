/** Where a field of one of a block's messages stands in its settings. */
export function fieldOf(slot: number | undefined, field: string): string {
  return slot === undefined ? field : `messages[${slot}].config.${field}`;
}
