import { maxImportBytes } from "../../contract/api/contact-imports.ts";
import { AppError } from "../../contract/errors.ts";
import {
  appendPart,
  completeUpload,
  partAt,
  uploadedBytes,
} from "../../db/contacts/import-files.ts";
import type { ServiceContext } from "../context.ts";
import { getImport } from "./linked-imports.ts";

const partBytes = 256 * 1024;

/**
 * Keeps an import's file as it comes, part by part, each at once: whatever dies on the way, what is
 * here stays, and another request goes on behind it. When the body is at its end, workers take over.
 *
 * @param from the byte of the file with which the body begins
 * @param body throws when it is cut off
 * @throws AppError `not_found`; `conflict` when the file does not go on there; `too_large`
 */
export async function uploadFile(
  context: ServiceContext,
  importId: string,
  from: number,
  body: AsyncIterable<Buffer>,
): Promise<void> {
  const { state } = await getImport(context, importId);
  if (state !== "uploading") throw noUpload();
  let place = from;
  const keep = async (bytes: Buffer): Promise<void> => {
    if (place + bytes.length > maxImportBytes) {
      throw new AppError("too_large", `the file is larger than ${maxImportBytes} bytes`);
    }
    if (!(await appendPart(context.sql, importId, place, bytes))) {
      throw await otherPlace(context, importId);
    }
    place += bytes.length;
  };
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const piece of body) {
    held.push(piece);
    heldBytes += piece.length;
    if (heldBytes < partBytes) continue;
    await keep(Buffer.concat(held));
    held = [];
    heldBytes = 0;
  }
  if (heldBytes > 0) await keep(Buffer.concat(held));
  if (!(await completeUpload(context.sql, importId, place))) {
    throw await otherPlace(context, importId);
  }
}

const noUpload = () => new AppError("conflict", "the import waits for no file: it has one already");

async function otherPlace(context: ServiceContext, importId: string): Promise<AppError> {
  const { state } = await getImport(context, importId);
  if (state !== "uploading") return noUpload();
  const bytes = await uploadedBytes(context.sql, importId);
  return new AppError("conflict", `${bytes} bytes are here: go on with from=${bytes}`, {
    details: { uploaded: bytes },
  });
}

/** An import's file, as it was uploaded. */
export async function* uploadedFile(
  { sql }: Pick<ServiceContext, "sql">,
  importId: string,
): AsyncGenerator<Buffer> {
  let place = 0;
  for (;;) {
    const part = await partAt(sql, importId, place);
    if (part === null) return;
    yield part;
    place += part.length;
  }
}
