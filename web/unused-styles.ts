import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postcss from "postcss";
import type { Plugin } from "vite";

const ofMantine = /\.m_[0-9a-f]+/g;

/**
 * Leaves out of the style sheets what Mantine's components look like that no page has: its one sheet
 * holds them all, and each page waits for it. A component's script names its classes whole.
 */
export function withoutUnusedStyles(): Plugin {
  return {
    name: "without-unused-styles",
    apply: "build",
    writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error("the pages are built into a folder");
      const files = Object.values(bundle);
      const scripts = files
        .flatMap((file) => (file.type === "chunk" ? [file.code] : []))
        .join("\n");
      const named = new Set(scripts.match(/\bm_[0-9a-f]+\b/g));
      const naming = ["index.html", join(".vite", "manifest.json")].map((name) => join(dir, name));
      const [page = ""] = naming.map((file) => readFileSync(file, "utf8"));
      for (const { fileName } of files) {
        // What scripts fetch by its name keeps it.
        const isFirst = page.includes(fileName) && !scripts.includes(fileName);
        if (!fileName.endsWith(".css") || !isFirst) continue;
        const css = withoutOthers(readFileSync(join(dir, fileName), "utf8"), named);
        // Browsers keep a file for good: with other content it has another name.
        const mark = createHash("sha256").update(css).digest("base64url").slice(0, 8);
        const name = fileName.replace(/-[^/]*\.css$/, `-${mark}.css`);
        rmSync(join(dir, fileName));
        writeFileSync(join(dir, name), css);
        for (const file of naming) {
          writeFileSync(file, readFileSync(file, "utf8").replaceAll(fileName, name));
        }
      }
    },
  };
}

/** A style sheet without the rules for Mantine's classes that are not among the named ones. */
export function withoutOthers(css: string, named: ReadonlySet<string>): string {
  const sheet = postcss.parse(css);
  const isUsed = (selector: string) =>
    // What must not be there need not be there.
    (selector.replaceAll(/:not\([^)]*\)/g, "").match(ofMantine) ?? []).every((name) =>
      named.has(name.slice(1)),
    );
  sheet.walkRules((rule) => {
    const used = rule.selectors.filter(isUsed);
    if (used.length === 0) rule.remove();
    else if (used.length < rule.selectors.length) rule.selectors = used;
  });
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return sheet.toString();
}
