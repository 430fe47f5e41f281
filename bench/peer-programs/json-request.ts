import type { EventRequest } from "../orders.ts";

export function jsonRequest(url: string, body: object): EventRequest {
  return { url, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
