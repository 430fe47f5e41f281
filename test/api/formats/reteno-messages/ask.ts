import type { TestApi } from "../../workflows/api.ts";

interface Result {
  id: unknown;
  locator: string | null;
  status: string;
  requestId?: string;
  message?: string;
}

/** As clients of the format ask: Basic, any user, the key as password. */
export async function ask(api: TestApi, method: string, path: string, body?: unknown) {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`any:${api.key}`).toString("base64")}`,
      "content-type": "application/json",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === "" ? {} : JSON.parse(text)) as { results: Result[] } & Record<
    string,
    unknown
  >;
  return { status: response.status, body: answer };
}
