/** More than any provider's metadata, keys or tokens have. */
const maxBytes = 512 * 1024;

/** As `fetch`, for answers of a provider: one that is larger is given up. */
export async function limitedFetch(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (response.body === null) return response;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > maxBytes)
      throw new TypeError(`the provider's answer is larger than ${maxBytes} bytes`);
    parts.push(part);
  }
  const { status, statusText, headers } = response;
  return new Response(Buffer.concat(parts), { status, statusText, headers });
}
