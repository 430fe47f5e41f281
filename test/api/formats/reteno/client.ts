import type { TestApi } from "../../workflows/api.ts";

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a client would
  json: any;
}

/** Asks as this format's clients do: any user, the key as password. */
export function basicClient(api: TestApi) {
  const authorization = `Basic ${Buffer.from(`shop@example.com:${api.key}`).toString("base64")}`;
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const response = await fetch(`${api.url}/api/${path}`, {
      method,
      headers: { authorization, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const json: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  };
}

/** The contact that owns an identity, as the API shows it. */
export async function contactBy(api: TestApi, search: Record<string, string>) {
  const found = await api.get(`/contacts/search?${new URLSearchParams(search).toString()}`);
  const id = found.body.items[0]?.id as string | undefined;
  return id === undefined ? undefined : (await api.get(`/contacts/${id}`)).body;
}

/** The events of a type, newest first. */
export async function eventsOf(api: TestApi, typeKey: string) {
  const list = await api.get(`/events?typeKey=${encodeURIComponent(typeKey)}`);
  const details = [];
  for (const { id } of list.body.items) details.push((await api.get(`/events/${id}`)).body);
  return details;
}
