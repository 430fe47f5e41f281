import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Dispatcher } from "undici";
import type { Database } from "../../../db/core/database.ts";
import { contentOfFile, keepFiles } from "../../../db/messages/attached-files.ts";
import type { NamedFile, WantedFile } from "../../../domain/attached-file.ts";
import { fileName, nameInUrl } from "../../../domain/attached-file.ts";
import { attachedFileId } from "../../../domain/attached-file-id.ts";
import { beginningBytes, fileType } from "../../../domain/file-type.ts";
import type { RenderedAttachment } from "../../../rendering/jobs.ts";
import { localGate } from "../../slots.ts";
import type { KeptFile } from "../kept.ts";
import type { OutgoingFile } from "../mail.ts";
import type { FileAnswer, FoundFile } from "./fetch-file.ts";
import { fetchFile, megabytes } from "./fetch-file.ts";
import { FileNotThere } from "./file-not-there.ts";

export interface FileLimits {
  /** Bytes of one file. */
  maxBytes: number;
  /** Bytes of all files of a mail. */
  maxTotalBytes: number;
}

/** What a mail takes along: the files, and what it goes without, in words. */
export interface Gathered {
  files: KeptFile[];
  missing: string[];
}

export interface MailFiles {
  /**
   * Gets the files that a mail asks for, and says what they are.
   *
   * @param contactId whom they are for
   * @throws FileNotThere
   */
  gather(contactId: string, wanted: readonly RenderedAttachment[]): Promise<Gathered>;
  /** Their contents; fetched once more where they are not at hand. @throws FileNotThere */
  load(files: readonly KeptFile[]): Promise<{ files: OutgoingFile[]; now: Gathered }>;
}

/** A file with its content. */
interface Held {
  kept: KeptFile;
  content: Buffer;
}

/** What was fetched is at hand for so long: once for all who get it at about the same time. */
const freshMs = 120_000;
/** What is missing, too: not for each who would get it at that moment. */
const missingMs = 10_000;
const awayMs = 500;
const cacheBytes = 64 * 1024 * 1024;
/** So many are fetched at once by one process. */
const atOnce = 8;

/** @param agent through the address guard (`guardedAgent`) */
export function mailFiles(
  { db, agent }: { db: Database; agent: Dispatcher },
  limits: FileLimits,
): MailFiles {
  const known = new LRUCache<string, FileAnswer>({
    maxSize: cacheBytes,
    sizeCalculation: (answer) => (answer.outcome === "found" ? answer.content.length : 1),
  });
  const underWay = new Map<string, Promise<FileAnswer>>();
  const gate = localGate(atOnce);

  async function fetchOnce(url: string): Promise<FileAnswer> {
    await gate.enter();
    try {
      const answer = await fetchFile(agent, url, limits.maxBytes);
      known.set(url, answer, { ttl: lifeOf(answer) });
      return answer;
    } finally {
      gate.leave();
    }
  }

  function fetched(url: string): Promise<FileAnswer> {
    const found = known.get(url);
    if (found !== undefined) return Promise.resolve(found);
    const before = underWay.get(url);
    if (before !== undefined) return before;
    const fetching = fetchOnce(url).finally(() => underWay.delete(url));
    underWay.set(url, fetching);
    return fetching;
  }

  async function find(file: NamedFile): Promise<FileAnswer> {
    if (file.from === "url") return fetched(file.url);
    const content =
      file.from === "content"
        ? Buffer.from(file.content, "base64")
        : await contentOfFile(db, file.id);
    if (content === undefined) {
      return missing("its content came with an event, and is not kept any more");
    }
    if (content.length > limits.maxBytes) {
      return missing(`it is larger than ${megabytes(limits.maxBytes)}`);
    }
    if (content.length === 0) return missing("it is empty");
    return { outcome: "found", content, said: file.type, called: file.name };
  }

  /** @returns in words why it can't be had */
  async function hold(wanted: WantedFile, contactId: string): Promise<Held | Missing> {
    const { file } = wanted;
    const found = await find(file);
    const name = nameOf(wanted, found.outcome === "found" ? found : null);
    if (found.outcome === "missing") return { ...found, message: `${name}: ${found.message}` };
    const type = fileType(found.content.subarray(0, beginningBytes), name, found.said);
    if (type.outcome === "refused") return missing(type.message);
    const kept: KeptFile = {
      name,
      type: type.type,
      size: found.content.length,
      sha256: createHash("sha256").update(found.content).digest("hex"),
      onMissing: wanted.onMissing,
    };
    if (file.from === "url") kept.url = file.url;
    else if (file.from === "kept") kept.file = file.id;
    else {
      // What a variable holds may be another thing by the time that the mail is sent.
      kept.file = attachedFileId(contactId, found.content);
      await keepFiles(db, [{ id: kept.file, content: found.content }]);
    }
    return { kept, content: found.content };
  }

  /** One after the other: each counts to what all of them come to. */
  async function holdAll(
    wanted: readonly RenderedAttachment[],
    contactId: string,
  ): Promise<{ held: Held[]; missing: string[] }> {
    const held: Held[] = [];
    const without: string[] = [];
    let bytes = 0;
    for (const one of wanted) {
      let got = one.outcome === "wanted" ? await hold(one, contactId) : missing(one.message);
      if ("content" in got && bytes + got.content.length > limits.maxTotalBytes) {
        const { name } = got.kept;
        got = missing(`with ${name} the files are larger than ${megabytes(limits.maxTotalBytes)}`);
      }
      if ("content" in got) {
        bytes += got.content.length;
        held.push(got);
      } else {
        if (one.onMissing === "fail") throw new FileNotThere(got.message, got.isTemporary);
        without.push(got.message);
      }
    }
    return { held, missing: without };
  }

  return {
    gather: async (contactId, wanted) => {
      const { held, missing: without } = await holdAll(wanted, contactId);
      return { files: held.map(({ kept }) => kept), missing: without };
    },
    load: async (kept) => {
      const { held, missing: without } = await holdAll(kept.map(asWanted), "");
      return {
        files: held.map(({ kept: { name, type }, content }) => ({ name, type, content })),
        now: { files: held.map((one) => one.kept), missing: without },
      };
    },
  };
}

function lifeOf(answer: FileAnswer): number {
  if (answer.outcome === "found") return freshMs;
  return answer.isTemporary ? awayMs : missingMs;
}

type Missing = Extract<FileAnswer, { outcome: "missing" }>;

function missing(message: string): Missing {
  return { outcome: "missing", message, isTemporary: false };
}

function asWanted({ name, type, onMissing, url, file }: KeptFile): RenderedAttachment {
  const common = { name, type };
  if (url !== undefined) {
    return { outcome: "wanted", file: { from: "url", url, ...common }, name, onMissing };
  }
  if (file === undefined) throw new Error("a file that was kept has neither address nor content");
  return { outcome: "wanted", file: { from: "kept", id: file, ...common }, name, onMissing };
}

/** As its author calls it, as it was named, as who sent it calls it, or as its address ends. */
function nameOf({ name, file }: WantedFile, found: FoundFile | null): string {
  const candidates = [name, file.name ?? "", found?.called ?? ""].map(fileName);
  const inUrl = file.from === "url" && URL.canParse(file.url) ? nameInUrl(file.url) : "";
  return [...candidates, inUrl].find((one) => one !== "") ?? "attachment";
}
