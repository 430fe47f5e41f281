import { answersAsCampanile } from "./answers-as-campanile.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";
import { listenOnce } from "./listen-once.ts";

/** The API's port is free, or the API has it. */
export async function* examineApiPort({
  config: { host, port },
}: Examined): AsyncGenerator<Finding> {
  // 0 asks for any.
  if (port === 0) return;
  const remedy = "set PORT to a free one for the API, or end what has it";
  yield await find("API port", () => holderOf(host, port), remedy);
}

async function holderOf(host: string, port: number): Promise<string> {
  const refusal = await listenOnce(host, port);
  if (refusal === undefined) return `${port} is free: no API runs here`;
  if (refusal.code !== "EADDRINUSE") throw refusal;
  const name = ["0.0.0.0", "::"].includes(host) ? "localhost" : host;
  const url = `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  if ((await answersAsCampanile(url)) === "yes") return `the API answers on ${port}`;
  throw new Error(`port ${port} is taken by another program`);
}
