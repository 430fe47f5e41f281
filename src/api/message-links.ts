import { isUnavailable } from "../db/core/database-errors.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import { loadLinkSigner } from "../services/clicks/link-signer.ts";
import type { ApiDependencies } from "./dependencies.ts";

const patienceMs = 1_500;
const attempts = 20;

/** The deployment's signer, loaded at the first need. */
export function signerLoader(deps: ApiDependencies): () => Promise<LinkSigner> {
  let signer: Promise<LinkSigner> | undefined;
  return () => {
    const { publicUrl, secretsKeys } = deps.config;
    signer ??= loadLinkSigner(deps.db, publicUrl, secretsKeys).catch((error: unknown) => {
      signer = undefined;
      throw error;
    });
    return signer;
  };
}

/**
 * Records what somebody did with a message, as long as that takes no time that a person would
 * notice; else it goes on being tried behind.
 */
export async function recordSoon(
  { log }: ApiDependencies,
  what: { name: string; messageId: string },
  record: () => Promise<void>,
): Promise<void> {
  await Promise.race([recording(), sleep(patienceMs, undefined, { ref: false })]);

  async function recording(): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        await record();
        return;
      } catch (error) {
        const { name, messageId } = what;
        log.warn({ err: error, messageId, attempt }, `${name} was not recorded yet`);
        if (!isUnavailable(error)) return;
        await sleep(Math.min(30_000, 500 * 2 ** attempt));
      }
    }
  }
}
