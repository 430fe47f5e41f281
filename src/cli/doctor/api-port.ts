import type { Config } from "../../platform/config/config.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";
import { listenOnce } from "./listen-once.ts";

const limitMs = 5_000;

/** The API's port is free, or the API has it. */
export async function* examineApiPort({ host, port }: Config): AsyncGenerator<Finding> {
  // 0 asks for any.
  if (port === 0) return;
  const remedy = "set PORT to a free one for the API, or end what has it";
  yield await find("API port", () => holderOf(host, port), remedy);
}

async function holderOf(host: string, port: number): Promise<string> {
  const refusal = await listenOnce(host, port);
  if (refusal === undefined) return `${port} is free: no API runs here`;
  if (refusal.code !== "EADDRINUSE") throw refusal;
  if (await isOurs(host, port)) return `the API answers on ${port}`;
  throw new Error(`port ${port} is taken by another program`);
}

/** Tells it by what /readyz says, whatever that is. */
async function isOurs(host: string, port: number): Promise<boolean> {
  const name = ["0.0.0.0", "::"].includes(host) ? "localhost" : host;
  try {
    const url = `http://${name.includes(":") ? `[${name}]` : name}:${port}/readyz`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
    const body = (await answer.json()) as Record<string, unknown> | null;
    return typeof body?.["ok"] === "boolean" && ("postgres" in body || "stopping" in body);
  } catch {
    return false;
  }
}
