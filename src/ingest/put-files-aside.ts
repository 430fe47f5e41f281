import type { AttachedFile } from "../db/messages/attached-files.ts";
import { keepFiles } from "../db/messages/attached-files.ts";
import type { Sql } from "../db/core/database.ts";
import { isBase64 } from "../domain/attached-file.ts";
import { attachedFileId } from "../domain/attached-file-id.ts";
import type { IncomingEvent } from "../domain/event.ts";

/** What is shorter stays where it is: it burdens nobody. */
const leastLength = 2_000;

/**
 * Files that events bring along, in base64 in a param `{ "filename", "content" }` or a list of such,
 * are kept by themselves, and the event names them: what reads an event need not carry them about.
 * Committed before the event is: what no event comes to name is forgotten in time.
 */
export async function putFilesAside(
  sql: Sql,
  events: readonly IncomingEvent[],
): Promise<IncomingEvent[]> {
  const files: AttachedFile[] = [];
  const put = events.map((event) => {
    if (!bringsFiles(event)) return event;
    const owner = JSON.stringify(event.identities);
    const params = Object.entries(event.params).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? (value as unknown[]).map((entry) => withoutContent(entry, owner, files))
        : withoutContent(value, owner, files),
    ]);
    return { ...event, params: Object.fromEntries(params) as IncomingEvent["params"] };
  });
  // Each by itself: together they might be more than one statement should carry.
  for (const file of files) await keepFiles(sql, [file]);
  return put;
}

/** Whether any has a file. It is asked of every event, and looks at its params only. */
export function bringsFiles({ params }: Pick<IncomingEvent, "params">): boolean {
  for (const name in params) {
    const value = params[name];
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value) ? (value as unknown[]).some(isFile) : isFile(value)) return true;
  }
  return false;
}

interface WrittenFile extends Record<string, unknown> {
  filename: string;
  content: string;
}

function isFile(value: unknown): value is WrittenFile {
  if (typeof value !== "object" || value === null) return false;
  const { filename, content } = value as Record<string, unknown>;
  return (
    typeof content === "string" &&
    content.length >= leastLength &&
    typeof filename === "string" &&
    isBase64(content)
  );
}

function withoutContent(value: unknown, owner: string, files: AttachedFile[]): unknown {
  if (!isFile(value)) return value;
  const { content: written, ...rest } = value;
  const content = Buffer.from(written, "base64");
  const id = attachedFileId(owner, content);
  files.push({ id, content });
  return { ...rest, size: content.length, file: id };
}
