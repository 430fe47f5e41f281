/** Files as they are named for a mail, by their address or with their content. */

export const maxFiles = 20;
export const maxFileNameLength = 200;

/** A file that somebody has named, as yet unseen. */
export type NamedFile = {
  /** Null: nobody has said. */
  name: string | null;
  type: string | null;
} & (
  | { from: "url"; url: string }
  /** In base64. */
  | { from: "content"; content: string }
  /** Its content was put aside (`attached_files`). */
  | { from: "kept"; id: string }
);

/** A file that an author's setting names, with all that it asks for. */
export interface WantedFile {
  file: NamedFile;
  /** As the author calls it; blank: as the file is called. */
  name: string;
  onMissing: "fail" | "without";
}

export type NamedFiles =
  | { outcome: "files"; files: NamedFile[] }
  | { outcome: "unusable"; message: string };

/**
 * The files that a value names: an address, an object with a file name and its content (or its
 * address), an object of contents by file name, a list of these, or one of them as JSON. An empty
 * list names none.
 */
export function namedFiles(given: unknown): NamedFiles {
  const value = typeof given === "string" ? inJson(given) : given;
  if (!Array.isArray(value)) return filesOf(value);
  const files: NamedFile[] = [];
  for (const entry of value as unknown[]) {
    const named = filesOf(entry);
    if (named.outcome === "unusable") return named;
    files.push(...named.files);
  }
  return { outcome: "files", files };
}

/** What a filter has written: `{{ event.params.files | json }}`. */
function inJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function filesOf(value: unknown): NamedFiles {
  if (value === null || value === undefined) return unusable("it has no value");
  if (typeof value === "string") return fileOfText(value, null);
  if (typeof value !== "object") return unusable(`it is a ${typeof value}, and no file`);
  const fields = value as Record<string, unknown>;
  const one = fileOf(fields);
  if (one !== null) return { outcome: "files", files: [one] };
  const files: NamedFile[] = [];
  for (const [name, text] of Object.entries(fields)) {
    const named = typeof text === "string" ? fileOfText(text, name) : unusable(withoutContent);
    if (named.outcome === "unusable") return named;
    files.push(...named.files);
  }
  return files.length === 0 ? unusable(withoutContent) : { outcome: "files", files };
}

const withoutContent = "it has neither an address nor a content in base64";

/** A text by itself; with a name beside it, it may be a content, too. */
function fileOfText(given: string, name: string | null): NamedFiles {
  const text = given.trim();
  if (text === "") return unusable("it has no value");
  if (/^https?:\/\//i.test(text)) return only({ from: "url", url: text, name, type: null });
  const [, type = "", content] = /^data:([^;,]{0,100})[^,]{0,100};base64,(.*)$/s.exec(text) ?? [];
  if (content !== undefined) {
    return isBase64(content)
      ? only({ from: "content", content, name, type: type === "" ? null : type })
      : unusable("its content is not base64");
  }
  if (name === null) return unusable("it is no address that begins with https:// or http://");
  return isBase64(text)
    ? only({ from: "content", content: text, name, type: null })
    : unusable(`${name} is neither base64 nor an address`);
}

/** As event params and other systems write one file; null: it is not one. */
function fileOf(fields: Record<string, unknown>): NamedFile | null {
  const name = textIn(fields, ["filename", "fileName", "name"]);
  const type = textIn(fields, ["contentType", "content_type", "mimeType", "type"]);
  const id = textIn(fields, ["file"]);
  if (id !== null && isKeptId(id)) return { from: "kept", id, name, type };
  const url = textIn(fields, ["url", "path", "href"]);
  if (url !== null && /^https?:\/\//i.test(url)) return { from: "url", url, name, type };
  const content = textIn(fields, ["content", "data"]);
  if (content === null || name === null || !isBase64(content)) return null;
  return { from: "content", content, name, type };
}

function textIn(fields: Record<string, unknown>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return null;
}

const only = (file: NamedFile): NamedFiles => ({ outcome: "files", files: [file] });
const unusable = (message: string): NamedFiles => ({ outcome: "unusable", message });

const isKeptId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** In either alphabet, with line breaks and without its padding, as libraries write it. */
export function isBase64(text: string): boolean {
  // Trimmed first: blanks that the end of the pattern matched as well would be gone through again and again.
  return /^[A-Za-z0-9+/_\-\r\n]+={0,2}$/.test(text.trimEnd());
}

/** A name as mails carry it: no folders, nothing that can't be seen, not too long. */
export function fileName(given: string): string {
  const [last = ""] = given.split(/[/\\]/).slice(-1);
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  const clean = last.replaceAll(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]+/g, " ").trim();
  if (clean.length <= maxFileNameLength) return clean;
  const [extension = ""] = /\.[A-Za-z0-9]{1,10}$/.exec(clean) ?? [];
  const beginning = clean.slice(0, maxFileNameLength - extension.length);
  // Not half of a character.
  return `${beginning.replace(/[\ud800-\udbff]$/, "")}${extension}`;
}

/** What the path of an address calls its file; blank where it says nothing. */
export function nameInUrl(url: string): string {
  const [last = ""] = new URL(url).pathname.split("/").slice(-1);
  try {
    return fileName(decodeURIComponent(last));
  } catch {
    return fileName(last);
  }
}
