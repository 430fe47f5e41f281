import { contextOf } from "../../support/context.ts";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { startApi } from "../../../src/api/start.ts";
import { noTelemetry } from "../../../src/platform/telemetry/telemetry.ts";
import { readConfig } from "../../../src/platform/config/config.ts";
import { scopes } from "../../../src/contract/scopes.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { createApiKey } from "../../../src/services/api-keys/api-keys.ts";
import { afterwards } from "../../support/afterwards.ts";
import { testDatabase } from "../../support/database.ts";

/**
 * What happens to a client's request. `lose`: the API takes it, and its answer never arrives.
 * `restart`: the API ends and starts again, and the request with it.
 */
export type Fate = "pass" | "lose" | 429 | 503 | "restart";

/** Two requests that arrive only at the second or third attempt, and a restart for a third. */
export const troubles: readonly Fate[] = ["lose", "pass", 429, 503, "pass", "restart"];

export interface Front {
  url: string;
  port: number;
  key: string;
  db: Database;
  /** What requests to come meet; after it, they pass. */
  fates: Fate[];
  /** Requests at other paths pass at once: what clients ask for at their start. */
  watched: RegExp;
  /** What requests that passed were answered. */
  answers: number[];
}

/** The real API on a database of its own, behind a line on which things go wrong. */
export async function troubledApi(fates: readonly Fate[] = []): Promise<Front> {
  const { db, url: databaseUrl } = await testDatabase(3);
  const { key } = await createApiKey(contextOf(db), { name: "client", scopes }, { scopes });
  const front: Front = { url: "", port: 0, key, db, fates: [...fates], watched: /^/, answers: [] };

  async function meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isWatched = request.method !== "OPTIONS" && front.watched.test(request.url ?? "");
    const fate = (isWatched ? front.fates.shift() : undefined) ?? "pass";
    if (fate === 429 || fate === 503) {
      request.resume();
      const open = { "Access-Control-Allow-Origin": request.headers.origin ?? "*" };
      response.writeHead(fate, { "Retry-After": "1", ...open }).end();
      return;
    }
    if (fate === "restart") {
      api.cut();
      await api.stop();
      api = await start();
      response.destroy();
      return;
    }
    pass(request, response, fate === "lose");
  }

  function pass(request: IncomingMessage, response: ServerResponse, isLost: boolean): void {
    const { method, url: path, headers } = request;
    const upstream = ask({ port: api.port, host: "127.0.0.1", method, path, headers }, (answer) => {
      if (isLost) {
        answer.resume().on("end", () => response.destroy());
        return;
      }
      front.answers.push(answer.statusCode ?? 0);
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    request.pipe(upstream);
  }

  const server = createServer((request, response) => void meet(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  front.port = (server.address() as AddressInfo).port;
  front.url = `http://127.0.0.1:${front.port}`;
  const settings = { PORT: "0", DATABASE_CONNECTIONS: "4", PUBLIC_URL: front.url };
  const read = readConfig(settings);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const start = () => startApi(read.config, databaseUrl, pino({ level: "silent" }), noTelemetry);
  let api = await start();
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    api.cut();
    await api.stop();
  });
  return front;
}

/** How often each event type was kept, and by whom: what a client's trouble must not change. */
export async function eventsOf(db: Database): Promise<Record<string, string[]>> {
  const rows = await db.query<{ type: string; whose: string | null }>(
    `select t.key as type, (select min(i.value) from contact_identities i
                             where i.contact_id = e.contact_id and i.kind = 'contactId') as whose
       from events e join event_types t on t.id = e.type_id order by t.key, e.id`,
  );
  const byType: Record<string, string[]> = {};
  for (const { type, whose } of rows) (byType[type] ??= []).push(whose ?? "nobody");
  return byType;
}

export async function contactsOf(db: Database) {
  return db.query<{ email: string; firstName: string; attributes: Record<string, unknown> }>(
    `select email, first_name as "firstName", attributes from contacts order by id`,
  );
}
