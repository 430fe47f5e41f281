import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { alone } from "./lock.mjs";
import { inProject, isMain, root } from "./project.mjs";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The browser that the pages are tested in: the one that CHROMIUM names, the system's, or one that
 * is installed now: by Playwright, else, as root on a Debian, from the system's packages.
 *
 * @returns {Promise<string>} the program's path
 * @throws {Error} with what to do, when there is none and none can be had
 */
export async function chromium() {
  const found = await find();
  if (found !== undefined) return found;
  return alone("chromium", async () => {
    for (const install of [fromPlaywright, fromDebian]) {
      const there = await find();
      if (there !== undefined) return there;
      install();
    }
    const installed = await find();
    if (installed !== undefined) return installed;
    throw new Error(
      "There is no Chromium to test the pages in, and none could be installed. " +
        "Install one, or name it by CHROMIUM=/path/to/chromium.",
    );
  });
}

async function find() {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) {
    if (existsSync(CHROMIUM)) return CHROMIUM;
    throw new Error(`CHROMIUM names ${CHROMIUM}, and there is nothing`);
  }
  const system = usual.find((path) => existsSync(path));
  if (system !== undefined) return system;
  const { chromium: playwright } = await import("playwright-core");
  const own = playwright.executablePath();
  return existsSync(own) ? own : undefined;
}

function fromPlaywright() {
  console.error("Fetching a Chromium to test the pages in …");
  const cli = inProject("node_modules", "playwright-core", "cli.js");
  run(process.execPath, [cli, "install", "--only-shell", "chromium"]);
}

function fromDebian() {
  if (process.platform !== "linux" || process.getuid() !== 0 || !existsSync("/usr/bin/apt-get")) {
    return;
  }
  console.error("Installing Chromium from the system's packages …");
  run("apt-get", ["-qq", "update"]);
  run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "chromium"]);
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
}

if (isMain(import.meta.url)) console.log(await chromium());
