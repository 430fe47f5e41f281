import type { Page } from "playwright-core";

/** How long nothing may be on its way before a page counts as shown. */
const quietMs = 250;
const giveUpMs = 60_000;

/**
 * How long a page takes from the call for its address until the last of what it asked for is shown: no
 * answer of the API is awaited, and no place holder stands on the page.
 *
 * @returns milliseconds
 */
export async function timeToContent(page: Page, path: string): Promise<number> {
  await page.goto("about:blank");
  let open = 0;
  let last = performance.now();
  const isAsked = (url: string) => url.includes("/api/") && !url.includes("/live");
  const began = (request: { url(): string }) => {
    if (isAsked(request.url())) open++;
  };
  const ended = (request: { url(): string }) => {
    if (!isAsked(request.url())) return;
    open--;
    last = performance.now();
  };
  page.on("request", began);
  page.on("requestfinished", ended);
  page.on("requestfailed", ended);
  try {
    const start = performance.now();
    await page.goto(path, { waitUntil: "commit" });
    let wasThere = false;
    while (performance.now() - start < giveUpMs) {
      const isThere = (await page.evaluate<boolean>(shown).catch(() => false)) && open === 0;
      // Also when it is first found there: the browser answers behind what it has to do, which is to
      // draw the page.
      if (!isThere || !wasThere) last = performance.now();
      else if (performance.now() - last > quietMs) return last - start;
      wasThere = isThere;
      await page.evaluate("new Promise(requestAnimationFrame)").catch(() => undefined);
    }
    throw new Error(`${path} was not shown within ${giveUpMs} ms`);
  } finally {
    page.off("request", began);
    page.off("requestfinished", ended);
    page.off("requestfailed", ended);
  }
}

/** A heading, and nothing that holds a place. */
const shown = `document.querySelector("main h1, h1") !== null
  && document.querySelector(".mantine-Skeleton-root, .mantine-Loader-root, [aria-busy=true]") === null`;
