import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { z } from "zod";
import type { Database } from "../src/db/core/database.ts";
import { projectRoot } from "../src/platform/project-root.ts";

/** What was measured, for whoever compares two results. */
export interface Versions {
  campanile: string;
  node: string;
  temporalSdk: string;
  postgres: string;
  temporalServer: string;
}

const manifest = z.object({ version: z.string() });

export async function versionsOf(db: Database, temporalAddress: string): Promise<Versions> {
  const [row] = await db.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    return {
      campanile: versionIn(readFileSync(join(projectRoot, "package.json"), "utf8")),
      node: process.versions.node,
      temporalSdk: manifest.parse(createRequire(import.meta.url)("@temporalio/client/package.json"))
        .version,
      postgres: row?.version ?? "unknown",
      temporalServer: serverVersion,
    };
  } finally {
    await connection.close();
  }
}

function versionIn(json: string): string {
  return manifest.parse(JSON.parse(json)).version;
}
