/** `api.example.com`, `*.example.com` for all names below it, either with `:8443` for that port only. */
const form =
  /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9][a-z0-9-]{0,62})*(?::\d{1,5})?$|^\[[0-9a-f:]{2,45}\](?::\d{1,5})?$/;

export function isHostPattern(text: string): boolean {
  return text.length <= 260 && form.test(text);
}

/** Whether an address is at one of these hosts. A pattern without a port is good for all of them. */
export function isAtOneOf(url: URL, patterns: readonly string[]): boolean {
  const usual = url.protocol === "https:" ? "443" : "80";
  const port = url.port === "" ? usual : url.port;
  return patterns.some((pattern) => {
    const { host, port: wanted } = partsOf(pattern);
    if (wanted !== undefined && wanted !== port) return false;
    return host.startsWith("*.")
      ? url.hostname.endsWith(host.slice(1)) && url.hostname.length > host.length - 1
      : url.hostname === host;
  });
}

function partsOf(pattern: string): { host: string; port: string | undefined } {
  const colon = pattern.lastIndexOf(":");
  return colon === -1 || pattern.endsWith("]")
    ? { host: pattern, port: undefined }
    : { host: pattern.slice(0, colon), port: pattern.slice(colon + 1) };
}
