import type { Request } from "express";

const costs = new WeakMap<Request, number>();
const payers = new WeakMap<Request, (more: number) => void>();
const lists = ["events", "batch", "orders", "contacts", "products"];

/** Notes what a request costs by its body: the number of things in its list, in whatever format. */
export function noteCost(request: Request, body: unknown): void {
  const more = sizeOf(body) - costOf(request);
  if (more <= 0) return;
  costs.set(request, costOf(request) + more);
  payers.get(request)?.(more);
}

/** What a request costs, in events; one without a list, or whose body is not read yet. */
export function costOf(request: Request): number {
  return costs.get(request) ?? 1;
}

/** Tells of what a request costs more, once its body is read. */
export function onCost(request: Request, pay: (more: number) => void): void {
  payers.set(request, pay);
}

function sizeOf(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  if (typeof body !== "object" || body === null) return 1;
  const fields = body as Record<string, unknown>;
  return Math.max(
    1,
    ...lists.map((name) => {
      const list = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return Array.isArray(list) ? list.length : 1;
    }),
  );
}
