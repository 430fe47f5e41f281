/** Where a provider sends its webhooks. */
export function hookUrlOf(publicUrl: string, token: string): string {
  return `${publicUrl}/hooks/channels/${token}`;
}
