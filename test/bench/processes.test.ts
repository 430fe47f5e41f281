import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { cpuOf, memoryOf } from "../../bench/processes.ts";

const busy = "while (process.cpuUsage().user < 200_000);";
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function nodeRunning(program: string): Promise<number> {
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  ends.push(() => child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child.pid ?? -1;
}

describe.runIf(process.platform === "linux")("CPU seconds of a process", () => {
  test("count what its children spent, those that have ended too", async () => {
    const forks = `const { spawn } = require("node:child_process");
      process.stdout.write("ready");
      process.stdin.resume();
      setTimeout(() => spawn(process.execPath, ["-e", ${JSON.stringify(busy)}])
        .once("exit", () => process.stdout.write("done")), 200);`;
    const child = spawn(process.execPath, ["-e", forks], { stdio: ["pipe", "pipe", "inherit"] });
    ends.push(() => child.kill("SIGKILL"));
    await once(child.stdout, "data");
    const { cpu } = await cpuOf({ processes: () => ({ it: child.pid ?? -1 }) }, () =>
      once(child.stdout, "data"),
    );
    expect(cpu["it"]).toBeGreaterThanOrEqual(0.15);
  });

  test("can't be told of one that was replaced meanwhile", async () => {
    const idle =
      'process.stdout.write("ready"); process.stdin.resume(); setInterval(() => 0, 1e6);';
    const pids = [await nodeRunning(idle), await nodeRunning(idle)];
    const { cpu } = await cpuOf({ processes: () => ({ it: pids.shift() ?? -1 }) }, () =>
      Promise.resolve(),
    );
    expect(cpu["it"]).toBeNaN();
  });

  test("go with the memory that it has", () => {
    const { resident } = memoryOf(process.pid);
    expect(resident).toBeGreaterThan(10_000_000);
  });
});
