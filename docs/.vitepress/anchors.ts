import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "cheerio";
import { urlOf } from "./paths.ts";

/** VitePress looks whether a link's page is there. This looks whether its heading is. */
export function checkAnchors(outDir: string): void {
  const pages = readdirSync(outDir, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => ({ name, html: load(readFileSync(join(outDir, name))) }));
  const anchors = new Map(
    pages.map(({ name, html }) => [
      urlOf(name),
      new Set(
        html("[id]")
          .toArray()
          .map(({ attribs }) => attribs["id"]),
      ),
    ]),
  );
  const dead = pages.flatMap(({ name, html }) =>
    html("main a[href]")
      .toArray()
      .map(({ attribs }) => new URL(attribs["href"] ?? "", `http://site${urlOf(name)}`))
      .filter(({ host, hash, pathname }) => {
        if (host !== "site" || hash === "") return false;
        return !anchors.get(pathname)?.has(decodeURIComponent(hash.slice(1)));
      })
      .map(({ pathname, hash }) => `${name}: ${pathname}${hash}`),
  );
  if (dead.length > 0) throw new Error(`links to no heading:\n${dead.join("\n")}`);
}
