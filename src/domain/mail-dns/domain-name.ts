const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const longest = 253;

/** Whether a text, in lower case, is a domain that mail may come from: shop.example, and not localhost. */
export function isDomainName(text: string): boolean {
  const labels = text.split(".");
  return text.length <= longest && labels.length > 1 && labels.every((one) => label.test(one));
}
