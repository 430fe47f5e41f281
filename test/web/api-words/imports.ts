import { Readable } from "node:stream";
import { importedContact } from "../../../src/contract/contact-import.ts";
import type { ContactRow } from "../../../src/db/contacts/contacts.ts";
import { unkeepable } from "../../../src/domain/keepable.ts";
import { csv } from "../../../src/rendering/work/read-csv.ts";
import { limitMessage } from "../../../src/rendering/limits.ts";
import { changeProfile } from "../../../src/services/contacts/profile.ts";
import { NoCsv, textOf } from "../../../src/services/contact-imports/decode.ts";
import { whyIgnored } from "../../../src/services/contact-imports/find.ts";

/** Files of whose rows or columns something is to be told. */
const files = [
  '"email,phone\nada@example.com,1\n',
  "email,\nada@example.com,x\n",
  "email,email,E-Mail,mail\na@example.com,b@example.com,c@example.com,\n",
  "email,city\nada@example.com\n",
  "email,city\nada@example.com,Kyiv,more\n",
  'email,city\nada@example.com,Ky"iv\n',
  'email,city\nada@example.com,"Kyiv\n',
  'email,city\nada@example.com,"Kyiv" here\n',
  "email,city\nada@example.com,Ky\uFFFDiv\n",
  "email,city\nada@example.com,Ky\uFFFFiv\n",
  "email,city\nada@example.com,Ky\0iv\n",
  `email,city\n${"x".repeat(300_000)}\n`,
  "email,phone\nnobody,12\n",
  "language,timeZone\n!,Mars\n",
  "",
  "ada@example.com,Kyiv\n",
  "email,ci\0ty\n",
];

function saidOfRows(text: string): string[] {
  const read = csv({ text, isLast: true, state: null, delimiter: null });
  if (read.outcome === "no CSV") return [new NoCsv(read.reason).message];
  const ofRows = read.rows.flatMap((row) => [
    ...row.warnings,
    ...("faults" in row ? row.faults : []),
  ]);
  return [...read.notes, ...ofRows].map(({ reason }) => reason);
}

/** Beginnings of files that are no CSV. */
const foreign = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x1f, 0x8b],
  [0x25, 0x50, 0x44, 0x46],
  [0xff, 0xfe, 0x00, 0x00],
  [0x81, 0x8d, 0x8f, 0x90, 0x9d, 0x0a],
  [...Buffer.from("<!doctype html>")],
  [...Buffer.from('[{"email": 1}]')],
];

async function saidOfFile(bytes: readonly number[]): Promise<string[]> {
  async function* file() {
    yield Buffer.from(bytes);
  }
  try {
    await Readable.from(textOf(file(), null)).toArray();
    return [];
  } catch (error) {
    if (error instanceof NoCsv) return [error.message];
    throw error;
  }
}

function saidOfLargeAttributes(): string[] {
  try {
    changeProfile({ attributes: {} } as ContactRow, { attributes: { x: "x".repeat(70_000) } });
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

const longIds = importedContact({
  identities: [
    { kind: "contactId", value: "x".repeat(5_000) },
    { kind: "contactKey", value: "ї".repeat(2_000) },
  ],
  profile: {},
});

/** What imports say of files, rows and cells. */
export async function saidByImports(): Promise<string[]> {
  const ofFiles = await Promise.all(foreign.map(saidOfFile));
  return [
    ...files.flatMap(saidOfRows),
    ...ofFiles.flat(),
    ...(longIds.ok ? [] : longIds.faults.map(({ message }) => message)),
    ...saidOfLargeAttributes(),
    ...["\0", "\uD800"].flatMap((text) => unkeepable(text)?.message ?? []),
    ...[limitMessage.time, limitMessage.memory].map((what) => new NoCsv(what).message),
    whyIgnored({
      kind: "contactId",
      value: "null",
      reason: "this is what programs send where they have no id: it names nobody",
    }),
  ];
}
