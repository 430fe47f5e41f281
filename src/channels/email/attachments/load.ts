import type { Database } from "../../../db/core/database.ts";
import { noteFiles } from "../../../db/messages/attached-files.ts";
import type { SendOutcome } from "../../send-outcome.ts";
import type { KeptEmail } from "../kept.ts";
import type { OutgoingFile } from "../mail.ts";
import type { MailFiles } from "./files.ts";
import { FileNotThere } from "./file-not-there.ts";

type Loaded =
  | { outcome: "files"; files: readonly OutgoingFile[] }
  | Extract<SendOutcome, { outcome: "refused" | "deferred" }>;

/**
 * The files of a mail that is about to be sent. Where they had to be fetched once more and have changed,
 * the message notes what it takes along now.
 */
export async function loadFiles(
  { db, files }: { db: Database; files: MailFiles },
  messageId: string,
  { attachments = [], missingFiles = [] }: KeptEmail,
): Promise<Loaded> {
  if (attachments.length === 0) return { outcome: "files", files: [] };
  try {
    const { files: loaded, now } = await files.load(attachments);
    if (JSON.stringify(now.files) !== JSON.stringify(attachments)) {
      await noteFiles(db, messageId, {
        attachments: now.files,
        missingFiles: [...missingFiles, ...now.missing],
      });
    }
    return { outcome: "files", files: loaded };
  } catch (error) {
    if (!(error instanceof FileNotThere)) throw error;
    const outcome = error.isTemporary ? "deferred" : "refused";
    return { outcome, message: error.message };
  }
}
