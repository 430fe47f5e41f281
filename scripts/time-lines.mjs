import "./node-version.mjs";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./project.mjs";
import { draw } from "./time-lines/draw.mjs";
import { drawings } from "./time-lines/drawings.mjs";

const folder = inProject("docs", "images", "concepts");

/** Draws the time lines of docs/concepts/ anew. */
mkdirSync(folder, { recursive: true });
for (const drawing of drawings) {
  writeFileSync(join(folder, `${drawing.name}.svg`), draw(drawing));
}
