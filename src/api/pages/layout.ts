import type { Response } from "express";
import type { Html } from "./html.ts";
import { html } from "./html.ts";

/** Nothing but our own style and pictures: pages have no scripts. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function setPageHeaders(response: Response, contentPolicy = policy): void {
  response.set({
    "Content-Security-Policy": contentPolicy,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  });
}

export interface Page {
  title: string;
  main: Html;
  /** Links that only somebody signed in has use for. */
  signedIn: boolean;
}

/** Sends a page, made of parts that are escaped already. */
export function sendPage(response: Response, page: Page, status = 200): void {
  setPageHeaders(response);
  response.status(status).type("html").send(layout(page).markup);
}

function layout({ title, main, signedIn }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Campanile</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pages.css" />
      </head>
      <body>
        <header><a class="brand" href="/">Campanile</a>${signedIn ? navigation : null}</header>
        <main>${main}</main>
      </body>
    </html>`;
}

const navigation = html`<a href="/inbox">Inbox</a><a href="/docs">API</a>`;
