import type { z } from "zod";
import type {
  contactImport,
  contactImportWithProblems,
} from "../../../src/contract/api/contact-imports.ts";
import { loadRefusals } from "../i18n/refusals.ts";
import { ApiError } from "./api-error.ts";
import type { Wire } from "./wire.ts";

export type ContactImport = Wire<z.input<typeof contactImport>>;
export type ContactImportDetails = Wire<z.input<typeof contactImportWithProblems>>;

/** Sends a file to the import that waits for it. @throws ApiError, with status 0 where there was no answer */
export async function uploadImport(id: string, file: Blob): Promise<void> {
  const response = await fetch(`/api/v1/contact-imports/${id}/file`, {
    method: "PUT",
    headers: { "content-type": "text/csv" },
    body: file,
  }).catch(() => null);
  if (response?.ok === true) return;
  const answer = (await response?.json().catch(() => ({}))) as Record<string, unknown> | undefined;
  await loadRefusals();
  throw new ApiError(response?.status ?? 0, answer ?? {});
}
