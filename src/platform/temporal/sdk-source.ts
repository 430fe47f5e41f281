import { type ChildProcess, fork } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { compiled } from "../project-root.ts";
import type { BinarySource, Progress } from "./find-binary.ts";

/** Without a byte for this long, the download's host counts as out of reach. */
const stallMs = 20_000;

export type SdkServer = "dev-server" | "time-skipping";

/**
 * Temporal's SDK downloads either server itself, for every platform it knows. It does so in a
 * process of its own: the SDK's native runtime stays out of ours, and a download that a firewall
 * swallows can be ended.
 */
export function sdkSource(server: SdkServer, sdkVersion: string): BinarySource {
  return {
    name: "the Temporal SDK's download",
    cacheName: `${server}-sdk-${sdkVersion}${process.platform === "win32" ? ".exe" : ""}`,
    async fetch(draft, progress) {
      const child = fork(compiled("src/platform/temporal/sdk-download.ts"), [server, draft], {
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      });
      let said = "";
      child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
      const outcome = await waitFor(child, draft, progress);
      const [file] = (await readdir(draft)).filter((name) => !name.includes("downloading"));
      // A slow machine may miss the SDK's 5 s for the server's start: the file is there all the same.
      if (file !== undefined && outcome !== "stalled") return join(draft, file);
      if (outcome === "stalled") throw new Error("its host does not answer");
      throw new Error(shortened(said) || "it could not be downloaded");
    },
  };
}

function waitFor(
  child: ChildProcess,
  draft: string,
  { signal }: Progress,
): Promise<"ended" | "stalled"> {
  return new Promise((resolve) => {
    let size = 0;
    let grewAt = Date.now();
    const look = async (): Promise<void> => {
      const now = await sizeOf(draft);
      if (now !== size) grewAt = Date.now();
      size = now;
      if (Date.now() - grewAt > stallMs) end("stalled");
    };
    const watch = setInterval(() => void look(), 500);
    const abort = (): void => end("stalled");
    const end = (outcome: "ended" | "stalled"): void => {
      clearInterval(watch);
      signal?.removeEventListener("abort", abort);
      if (outcome === "stalled") child.kill("SIGKILL");
      resolve(outcome);
    };
    signal?.addEventListener("abort", abort);
    child.once("exit", () => end("ended"));
    child.once("error", () => end("ended"));
  });
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (found) => found.size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** The SDK's message names its URL twice and every layer it went through. */
function shortened(said: string): string {
  const [last = ""] = said.trim().split("\n").slice(-1);
  return last
    .replace(/^Failed to start ephemeral server: /, "")
    .replaceAll(
      /(failed to download ephemeral server executable|error sending request for url \([^()]*\)): /g,
      "",
    );
}
