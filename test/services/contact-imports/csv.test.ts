import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inChunks, readFile, said } from "./read-file.ts";
import { textOf } from "../../../src/services/contact-imports/decode.ts";

const rowsOf = async (content: string, options = {}) =>
  said((await readFile(content, options)).rows);

describe("what separates cells is found once for the file", () => {
  test.each([
    ["commas", ",", "email,first name,city\na@x.eu,Ann;B,Bonn\n"],
    ["semicolons", ";", "email;first name;city\na@x.eu;Ann,B;Bonn,\n"],
    ["tabs", "\t", "email\tfirst name\tcity\na@x.eu\tAnn,B;C\tBonn\n"],
    ["bars", "|", "email|first name|city\na@x.eu|Ann,B|Bonn\n"],
    ["what the line sep= says", ";", "sep=;\r\nemail;first name;city\r\na@x.eu;Ann,B;Bonn\r\n"],
    [
      "the same in quotes, with a mark",
      ",",
      '\uFEFF"sep=,"\nemail,first name,city\na@x.eu,Ann,Bonn\n',
    ],
    [
      "quotes around a separator",
      ",",
      '"email","first name","city; or town"\na@x.eu,"A;n;n",Bonn\n',
    ],
    ["one column", ",", "email\na@x.eu\n"],
  ])("%s", async (_what, delimiter, content) => {
    const { rows, file } = await readFile(content);
    expect(file.delimiter).toBe(delimiter);
    expect(said(rows)).toEqual([expect.stringMatching(/^a@x\.eu/)]);
  });

  test("a semicolon in a field of a file with commas shifts nothing", async () => {
    const content = "email,first name,city\na@x.eu,Ann;Bo,Bonn\nb@x.eu,;,Köln\n";
    expect(await rowsOf(content)).toEqual(["a@x.eu Ann;Bo Bonn", "b@x.eu ; Köln"]);
  });

  test("what is asked for goes before what is found", async () => {
    expect(await rowsOf("email|a,b\nx@x.eu|1,2\n", { delimiter: "|" })).toEqual(["x@x.eu 1,2"]);
  });
});

describe("quotes that go wrong cost their row, and no other", () => {
  test.each([
    ["never closed", 'email,first name\na@x.eu,A\nb@x.eu,"Bo\nc@x.eu,C\nd@x.eu,D\n'],
    [
      "never closed, with right ones behind",
      'email,first name\na@x.eu,A\nb@x.eu,"Bo\nc@x.eu,"C"\nd@x.eu,"D"\n',
    ],
    [
      "text behind the closing one",
      'email,first name\na@x.eu,A\nb@x.eu,"Bo" Li\nc@x.eu,C\nd@x.eu,D\n',
    ],
    [
      "escaped with a backslash",
      'email,first name\na@x.eu,A\nb@x.eu,"say \\"hi\\""\nc@x.eu,C\nd@x.eu,D\n',
    ],
  ])("%s", async (_what, content) => {
    expect(await rowsOf(content)).toEqual(["a@x.eu A", ["3 first name"], "c@x.eu C", "d@x.eu D"]);
  });

  test("in the middle of a cell they are taken as they stand, and told", async () => {
    const { rows } = await readFile('email,size\na@x.eu,5" screen\n');
    expect(rows).toMatchObject([
      {
        line: 2,
        contact: { profile: { attributes: { size: '5" screen' } } },
        warnings: [{ column: "size", reason: expect.stringContaining("quote") }],
      },
    ]);
  });

  test("cells of several lines count their lines, and those after them too", async () => {
    const content = 'email;note\r\na@x.eu;"one\r\ntwo\nthree"\r\nno address;x\r\n"b@x.eu" ; "y"\n';
    expect(await rowsOf(content)).toEqual(["a@x.eu one\r\ntwo\nthree", ["5 email"], "b@x.eu y"]);
  });
});

describe("what is wrong with a row is told by line, column and reason", () => {
  test("a NUL, too many cells, no address, an address that is none", async () => {
    const { rows } = await readFile(
      "email,first name\na@x.eu,A\nb@x.eu,B\0o\nc@x.eu,C,more\nnobody,D\n,E\n\nf@x.eu\ng@x.eu,G,,\n,\nh@x.eu,H\n",
    );
    expect(
      rows.flatMap((row) => ("faults" in row ? [{ line: row.line, ...row.faults[0] }] : [])),
    ).toEqual([
      { line: 3, column: "first name", reason: "contains a NUL character, which can't be kept" },
      { line: 4, column: null, reason: "has 3 cells, and the first row 2" },
      { line: 5, column: "email", reason: expect.stringContaining("e-mail") },
    ]);
    expect(said(rows).filter((row) => typeof row === "string")).toEqual([
      "a@x.eu A",
      "E",
      "f@x.eu",
      "g@x.eu G",
      "h@x.eu H",
    ]);
    expect(rows.find(({ line }) => line === 8)?.warnings).toMatchObject([
      { reason: expect.stringContaining("has 1 cells") },
    ]);
  });

  test("a name that is there twice, or none, is told of the first row, and the first cell counts", async () => {
    const { rows, file } = await readFile(
      "Email,E-mail,City,,city ,City\na@x.eu,,Bonn,x,y,\n,b@x.eu,,,z,Köln\nc@x.eu,d@x.eu,,,,\n",
    );
    expect(file.notes).toMatchObject([
      { line: 1, column: "E-mail", reason: expect.stringContaining('"Email"') },
      { line: 1, column: null, reason: expect.stringContaining("column 4") },
      { line: 1, column: "city", reason: expect.stringContaining('"City"') },
      { line: 1, column: "City", reason: expect.stringContaining("twice") },
    ]);
    expect(said(rows)).toEqual(["a@x.eu Bonn", "b@x.eu z", "c@x.eu"]);
    expect(rows[2]?.warnings).toMatchObject([{ column: "E-mail" }]);
  });

  test("line ends of all kinds, also mixed", async () => {
    const content = "email,n\ra@x.eu,1\rb@x.eu,2\r\nc@x.eu,3\n\r\nnobody,4";
    expect(await rowsOf(content)).toEqual(["a@x.eu 1", "b@x.eu 2", "c@x.eu 3", ["6 email"]]);
  });

  test("a row beyond all measure is told, and those behind it are in", async () => {
    const content = `email,n\na@x.eu,${"x".repeat(700_000)}\nb@x.eu,"${"y".repeat(700_000)}\nc@x.eu,3\n`;
    expect(await rowsOf(content)).toEqual([["2 email"], ["3 email"], "c@x.eu 3"]);
  });
});

describe("what is no CSV is told so", () => {
  test.each([
    ["an empty file", "", "the file is empty"],
    ["blank lines", "\n \r\n", "the file is empty"],
    ["a web page", "\uFEFF <!DOCTYPE html><html><body>Sign in</body></html>", "web page"],
    ["XML", '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "web page"],
    ["JSON", '{"error": "expired"}', "JSON"],
    ["rows without names", "a@x.eu,Ann\nb@x.eu,Bo\n", "line 1 holds an address"],
    ["names that are never closed", 'email,"first name\na@x.eu,Ann\n', "line 1: a quote is opened"],
  ])("%s", async (_what, content, told) => {
    await expect(readFile(content)).rejects.toThrow(told);
  });

  test.each([
    ["a spreadsheet", Buffer.from("504b030414000600", "hex"), "XLSX"],
    ["an old spreadsheet", Buffer.from("d0cf11e0a1b11ae1", "hex"), "XLS"],
    ["something packed", Buffer.from("1f8b0800", "hex"), "gzip"],
    ["a PDF", Buffer.from("%PDF-1.7"), "PDF"],
  ])("%s", async (_what, content, told) => {
    await expect(readFile(content)).rejects.toThrow(told);
  });

  test("a file without line ends fills no memory", async () => {
    await expect(readFile("x".repeat(3_000_000))).rejects.toThrow("longer than 262144");
  });
});

/** So that few rows fill many pieces. */
const padding = "x".repeat(1_000);

test("rows are read alike wherever the file is cut", async () => {
  const cell = fc.constantFrom(
    "a",
    "ü",
    '"x\n;y"',
    '"say ""hi"""',
    "",
    '5"',
    '"',
    '"a"b',
    "\r",
    "\r\n",
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (table, chunk) => {
      const body = table.map((cells) => cells.join(";")).join("\n");
      const content = Buffer.from(`email;a;b;c\n${`a@x.eu;${body};${padding}\n`.repeat(300)}`);
      const whole = await readFile(content, {}, content.length);
      const cut = await readFile(content, {}, chunk * 20_011);
      expect(cut).toEqual(whole);
    }),
    { numRuns: 8 },
  );
});

test("a text is the file's, wherever it is cut", async () => {
  const bytes = Buffer.from("email;name\nzoe@b.eu;Zoé 👩‍🚀\n");
  for (let size = 1; size < bytes.length; size++) {
    let text = "";
    for await (const piece of textOf(inChunks(bytes, size), null)) text += piece;
    expect(text).toBe(bytes.toString());
  }
});
