import { readdirSync, rmSync } from "node:fs";
import { inProject } from "./project.mjs";

// Of a package that brings its native code for five platforms, an image needs one: 110 MB less.
const releases = inProject("node_modules", "@temporalio", "core-bridge", "releases");
const architecture = { x64: "x86_64", arm64: "aarch64" }[process.arch];
const own = `${architecture}-unknown-linux-gnu`;
const names = readdirSync(releases);
if (!names.includes(own)) throw new Error(`${releases} has ${names.join(", ")}, and no ${own}`);
for (const name of names) {
  if (name !== own) rmSync(`${releases}/${name}`, { recursive: true });
}
