import type { OrderProgram } from "../orders.ts";
import type { Servers } from "../servers.ts";
export function startInngest(_servers: Servers, _smtpUrl: string): Promise<OrderProgram> {
  return Promise.reject(new Error("not yet"));
}
