import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "../../src/platform/log.ts";

test("personal data and secrets that come along with an object are not logged", () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(line.toString());
      done();
    },
  });
  const log = createLog("api", "debug", sink);
  const contact = { id: "c-1", email: "ada@b.eu", phone: "+44" };
  const err = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (email)=(ada@b.eu) already exists.",
    where: "COPY contacts, line 1: ada@b.eu",
  });
  log.info({ contact, email: "ada@b.eu", params: { name: "ada" }, token: "cmp_ada" }, "made");
  log.error({ err, headers: { authorization: "Bearer cmp_ada", host: "h" } }, "failed");
  expect(lines.join("")).not.toMatch(/\b(?:cmp_)?ada\b/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    name: "api",
    contact: { id: "c-1" },
    msg: "made",
  });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ level: 50, err: { code: "23505" } });
});
