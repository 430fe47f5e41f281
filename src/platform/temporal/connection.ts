import { readFile } from "node:fs/promises";
import type { Config } from "../config/config.ts";
import { Refusal } from "../logging/refuse.ts";

/** What Connection.connect and NativeConnection.connect both take. */
export interface TemporalConnectionOptions {
  address: string;
  apiKey?: string;
  tls?: {
    serverRootCACertificate?: Buffer;
    clientCertPair?: { crt: Buffer; key: Buffer };
  };
}

/**
 * How to reach the Temporal of the settings; without an address, the dev server's usual one.
 * @throws Refusal that names the variable when a certificate file can't be read
 */
export async function temporalConnectionOptions(
  settings: Config["temporal"],
): Promise<TemporalConnectionOptions> {
  const { address = `127.0.0.1:${settings.ownPort}`, apiKey, tls } = settings;
  if (tls === undefined) return { address, apiKey };
  const [crt, key, ca] = await Promise.all([
    pem("TEMPORAL_TLS_CERT", tls.cert),
    pem("TEMPORAL_TLS_KEY", tls.key),
    pem("TEMPORAL_TLS_CA", tls.ca),
  ]);
  const clientCertPair = crt && key ? { crt, key } : undefined;
  return { address, apiKey, tls: { serverRootCACertificate: ca, clientCertPair } };
}

async function pem(variable: string, file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined;
  const content = await readFile(file).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(`${variable} names ${file}, which can't be read (${code})`);
  });
  if (content.includes("-----BEGIN ")) return content;
  throw new Refusal(`${variable} names ${file}, which holds nothing in PEM`);
}
