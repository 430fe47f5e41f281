/** What a file is: by its first bytes, by its name, and by what whoever sent it has said. */

export type FileType = { outcome: "type"; type: string } | { outcome: "refused"; message: string };

interface Signature {
  type: string;
  /** In Latin-1. */
  begins: RegExp;
  extensions: readonly string[];
}

const signatures: readonly Signature[] = [
  // A few bytes may stand before it.
  { type: "application/pdf", begins: /^[^]{0,1000}%PDF-/, extensions: ["pdf"] },
  { type: "image/png", begins: /^\x89PNG\r\n/, extensions: ["png"] },
  { type: "image/jpeg", begins: /^\xff\xd8\xff/, extensions: ["jpg", "jpeg"] },
  { type: "image/gif", begins: /^GIF8[79]a/, extensions: ["gif"] },
  { type: "image/webp", begins: /^RIFF[^]{4}WEBP/, extensions: ["webp"] },
  // oxlint-disable-next-line no-control-regex -- what such a file begins with
  { type: "application/gzip", begins: /^\x1f\x8b/, extensions: ["gz", "tgz"] },
  {
    type: "application/zip",
    // oxlint-disable-next-line no-control-regex -- what such a file begins with
    begins: /^PK(?:\x03\x04|\x05\x06)/,
    extensions: ["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "pkpass"],
  },
];

/** By name, where the bytes don't say it or say less. */
const byExtension: Record<string, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  epub: "application/epub+zip",
  pkpass: "application/vnd.apple.pkpass",
  ics: "text/calendar",
  vcf: "text/vcard",
  csv: "text/csv",
  txt: "text/plain",
  html: "text/html",
  htm: "text/html",
  xml: "application/xml",
  json: "application/json",
  svg: "image/svg+xml",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
};

/** What runs when it is opened: mail servers turn such a mail away as a whole. */
const programs = new Set(
  (
    "ade adp apk app appx bat cab chm cmd com cpl dll dmg exe hta ins iso isp jar js jse lib lnk mde " +
    "msc msi msix msp mst nsh pif ps1 scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh xll"
  ).split(" "),
);

/** How much of a file is enough to tell what it is. */
export const beginningBytes = 1_024;

const unknownType = "application/octet-stream";

/**
 * @param beginning its first bytes
 * @param said a content type as who sent it has said; null: nothing
 */
export function fileType(beginning: Buffer, name: string, said: string | null): FileType {
  const [, extension = ""] = /\.([A-Za-z0-9]+)$/.exec(name.toLowerCase()) ?? [];
  const text = beginning.subarray(0, beginningBytes).toString("latin1");
  if (programs.has(extension) || text.startsWith("MZ")) {
    return refused(`${name} is a program, which mail servers turn away`);
  }
  const found = signatures.find(({ begins }) => begins.test(text));
  const expected = signatures.find(({ extensions }) => extensions.includes(extension));
  if (expected !== undefined && found?.type !== expected.type) {
    const what = isPage(text) ? "a web page" : "something else";
    return refused(`${name} is called .${extension}, and is ${what}`);
  }
  const named = byExtension[extension];
  if (named !== undefined) return { outcome: "type", type: named };
  if (found !== undefined) return { outcome: "type", type: found.type };
  return { outcome: "type", type: contentTypeIn(said) ?? unknownType };
}

const refused = (message: string): FileType => ({ outcome: "refused", message });

const isPage = (text: string): boolean => /^\s*(?:<!doctype html|<html|<head|<script)/i.test(text);

/** `application/pdf; charset=binary` without what stands behind it; null where it is none. */
function contentTypeIn(said: string | null): string | null {
  const [type = ""] = (said ?? "").split(";");
  const written = type.trim().toLowerCase();
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,100}$/.test(written) && !written.startsWith("multipart/")
    ? written
    : null;
}
