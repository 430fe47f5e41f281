import { expect, test } from "vitest";
import { fileName, isBase64, nameInUrl, namedFiles } from "../../src/domain/attached-file.ts";

const content = { from: "content", content: "aGk=", type: null };

test("a file is named by its address, with its content, by name, in a list or as JSON of these", () => {
  const url = { from: "url", url: "https://a.example/b.pdf", name: null, type: null };
  const named = { ...content, name: "a.txt" };
  const cases: [unknown, object[]][] = [
    [" https://a.example/b.pdf ", [url]],
    [{ url: url.url, name: "c.pdf" }, [{ ...url, name: "c.pdf" }]],
    [{ filename: "a.txt", content: "aGk=" }, [named]],
    [{ name: "a.txt", data: "aGk=", mimeType: "text/plain" }, [{ ...named, type: "text/plain" }]],
    [{ "a.txt": "aGk=", "b.txt": "aGk=" }, [named, { ...named, name: "b.txt" }]],
    ["data:text/plain;charset=utf-8;base64,aGk=", [{ ...content, name: null, type: "text/plain" }]],
    [
      [{ "a.txt": "aGk=" }, url.url],
      [named, url],
    ],
    ['[{"filename":"a.txt","content":"aGk="}]', [named]],
    [[], []],
    ["[]", []],
  ];
  for (const [given, files] of cases) {
    expect(namedFiles(given)).toEqual({ outcome: "files", files });
  }
  const none = [
    null,
    undefined,
    "",
    " ",
    5,
    true,
    {},
    "a.pdf",
    "ftp://a/b",
    { "a.txt": 1 },
    [null],
  ];
  for (const given of none) {
    expect(namedFiles(given), JSON.stringify(given)).toMatchObject({ outcome: "unusable" });
  }
});

test("a name has no folders, nothing that can't be seen, and keeps its ending", () => {
  expect(fileName("../../etc/Рахунок\r\n.pdf")).toBe("Рахунок .pdf");
  expect(fileName("C:\\a\\invoice\u202efdp.exe")).toBe("invoice fdp.exe");
  const long = fileName(`${"😀".repeat(300)}.pdf`);
  expect(long.length).toBeLessThanOrEqual(200);
  expect(long).toMatch(/^😀+\.pdf$/u);
  expect(nameInUrl("https://a.example/b/%D0%B0%2Fc.pdf?x=/y")).toBe("c.pdf");
  expect(nameInUrl("https://a.example/%E0.pdf")).toBe("%E0.pdf");
});

test("looking whether a long text is base64 takes no longer than reading it", () => {
  expect(isBase64(`${"\n".repeat(500_000)}!`)).toBe(false);
  expect(isBase64(`${"QUJD\r\n".repeat(100_000)}YQ==\n`)).toBe(true);
});
