import type { ChildProcess } from "node:child_process";
import { apiProcess as startApiProcess } from "../support/api-process.ts";

/** The API as a process of its own, that a test may kill; it answers once this resolves. */
export async function apiProcess(databaseUrl: string, port: number): Promise<ChildProcess> {
  const env = { DATABASE_URL: databaseUrl, PORT: String(port), LOG_LEVEL: "silent" };
  return (await startApiProcess(env)).child;
}
