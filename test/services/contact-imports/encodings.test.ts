import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { importEncoding } from "../../../src/contract/api/contact-imports.ts";
import { readFile, said } from "./read-file.ts";

const cyrillic = "email;имя;город\nada@x.eu;Ада Їжак;Київ\nbo@x.eu;Борис;Санкт-Петербург\n";
const western = "email;first name;city\nzoe@x.eu;Zoé;Genève\nbo@x.eu;Jürgen;Köln — “Süd” €\n";

describe("an encoding is recognized", () => {
  test.each([
    ["utf-8", cyrillic, "utf-8"],
    ["utf-8 with its mark", `\uFEFF${western}`, "utf-8"],
    ["utf-16le with its mark", `\uFEFF${cyrillic}`, "utf-16le"],
    ["utf-16be with its mark", `\uFEFF${western}`, "utf-16be"],
    ["utf-16le without one", cyrillic, "utf-16le"],
    ["utf-16be without one", western, "utf-16be"],
    ["windows-1251", cyrillic, "windows-1251"],
    ["windows-1251 in capitals", cyrillic.replace("Борис", "БОРИС"), "windows-1251"],
    ["windows-1252", western, "windows-1252"],
    ["koi8-r", cyrillic.replace("Їжак", "Ёж").replace("Київ", "Киев"), "koi8-r"],
  ])("%s", async (how, text, encoding) => {
    const bytes = iconv.encode(text, how.split(" ")[0] ?? "", { addBOM: false });
    const { rows, file } = await readFile(bytes);
    expect(file.encoding).toBe(encoding);
    const asUtf8 = await readFile(text);
    expect(said(rows)).toEqual(said(asUtf8.rows));
    expect(JSON.stringify(rows)).not.toMatch(/[\uFFFD\uFFFF]/);
  });

  test("also where its first letter comes late in the file", async () => {
    const ascii = Array.from({ length: 20_000 }, (_, n) => `p${n}@x.eu;P;Q`).join("\n");
    const text = `email;first name;city\n${ascii}\nzoe@x.eu;Zoé;Genève\n`;
    const { rows, file } = await readFile(iconv.encode(text, "windows-1252"));
    expect(file.encoding).toBe("windows-1252");
    expect(said(rows.slice(-1))).toEqual(["zoe@x.eu Zoé Genève"]);
  });

  test("signs that both code pages have at one place need no letters to tell", async () => {
    const text = "email;note\na@x.eu;“5 €” – done…\n";
    const { rows, file } = await readFile(iconv.encode(text, "windows-1252"));
    expect(file.encoding).toBe("windows-1252");
    expect(said(rows)).toEqual(["a@x.eu “5 €” – done…"]);
  });

  test("one that can't be told from others is asked for, and read as it is called", async () => {
    const polish = iconv.encode("email;imię\na@x.eu;Łukasz Wałęsa\n", "windows-1250");
    await expect(readFile(polish)).rejects.toThrow("say it as `encoding`");
    const { rows } = await readFile(polish, { encoding: "windows-1250" });
    expect(said(rows)).toEqual(["a@x.eu Łukasz Wałęsa"]);
  });
});

test("bytes that are none of the encoding cost their row, and become nothing else", async () => {
  const bytes = Buffer.concat([
    Buffer.from("email;name\nada@x.eu;Зоя\nbo@x.eu;B"),
    Buffer.from([0xff, 0xc3]),
    Buffer.from("o\ncy@x.eu;Цой\nd@x.eu;\uFFFD\n"),
  ]);
  const { rows } = await readFile(bytes);
  expect(said(rows)).toEqual(["ada@x.eu Зоя", ["3 name"], "cy@x.eu Цой", "d@x.eu \uFFFD"]);
  // It stood in the file as that letter.
  expect(rows[3]?.warnings).toMatchObject([{ column: "name" }]);
  const halves = iconv.encode("\uFEFFemail;name\nada@x.eu;A\nbo@x.eu;\ud83d\n", "utf-16le");
  expect(said((await readFile(halves)).rows)).toEqual(["ada@x.eu A", ["3 name"]]);
});

test("every encoding that may be asked for is known, and others are refused", () => {
  const names = [
    "utf8",
    "UTF-16",
    "utf-16be",
    "cp1251",
    "Windows-1250",
    "win1258",
    "ISO-8859-15",
    "latin1",
    "koi8-u",
    "ibm866",
    "cp437",
    "cp858",
    "mac-roman",
    "MacCyrillic",
    "macintosh",
    "us-ascii",
  ];
  for (const name of names) {
    expect([name, importEncoding.safeParse(name).success, iconv.encodingExists(name)]).toEqual([
      name,
      true,
      true,
    ]);
  }
  for (const name of ["base64", "utf-7", "hex", "klingon", "utf-32"]) {
    expect(importEncoding.safeParse(name).success).toBe(false);
  }
});
