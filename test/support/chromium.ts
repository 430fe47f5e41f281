import { contextOf } from "./context.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { createSignInCode } from "../../src/services/sessions/sign-in.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { afterwards } from "./afterwards.ts";

let launched: Promise<Browser> | undefined;

/** One browser for a file of tests; each test has a context of its own. */
async function browser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

async function launch(): Promise<Browser> {
  const script = new URL("../../scripts/chromium.mjs", import.meta.url).href;
  const { chromium: find } = (await import(script)) as { chromium(): Promise<string> };
  return chromium.launch({
    executablePath: await find(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export async function closeChromium(): Promise<void> {
  const running = await launched;
  launched = undefined;
  await running?.close();
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the page wrote to its console as errors, and scripts that threw. */
  faults: string[];
}

interface Looks {
  width?: number;
  height?: number;
  colorScheme?: "light" | "dark";
}

/** A new browser window on the pages of an API, signed in by nobody yet. */
export async function visit(url: string, looks: Looks = {}): Promise<Visit> {
  const { width = 1280, height = 860, colorScheme = "light" } = looks;
  const context = await (
    await browser()
  ).newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme,
    // The pages hold still for whoever asks for it: nothing to wait for.
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  afterwards(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${message.text()} (${message.location().url})`);
  });
  return { page, context, faults };
}

const owner = {
  name: "Olena Owner",
  email: "olena@example.com",
  password: "a long enough passphrase",
};

/**
 * A window of the owner's, who is made first if there is none, at an address. Signing in by hand, which
 * two more pages are loaded for, is walked through where it is tested.
 */
export async function ownersVisit(
  api: TestApi,
  { at = "/", ...looks }: Looks & { at?: string } = {},
): Promise<Visit> {
  const window = await visit(api.url, looks);
  const post = async (path: string, data: object): Promise<{ ownerExists: boolean }> => {
    const headers = { "sec-fetch-site": "same-origin" };
    const answer = await window.context.request.post(`/api/v1${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  const code = await createSignInCode(contextOf(api.db));
  const { ownerExists } = await post("/session/code", { code });
  if (!ownerExists) await post("/people/owner", owner);
  await window.page.goto(at);
  // Whoever begins at home may begin with a key, and that is for a page that is there.
  if (at === "/") await window.page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  return window;
}
