import type { Request, Response } from "express";
import type { Brand } from "../../domain/workspace.ts";
import { utf8Text } from "../../platform/utf8.ts";
import { Html, html } from "./html.ts";
import { style } from "./style.ts";
import { setPageHeaders } from "./layout.ts";

export interface PublicPage {
  title: string;
  tag: string;
  brand: Brand;
  content: Html;
}

/** A page that contacts see: in its owner's name, colour and picture. No scripts. */
export function sendPublicPage(response: Response, page: PublicPage, status = 200): void {
  const { brand } = page;
  const logo = brand.logoUrl === null ? "" : ` ${new URL(brand.logoUrl).origin}`;
  setPageHeaders(
    response,
    `default-src 'none'; style-src 'self'; img-src 'self' data:${logo}; ` +
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  const styles = html`<link rel="stylesheet" href="/pages.css" />
    <link rel="stylesheet" href="/brand.css" />`;
  response.status(status).type("html").send(markupOf(page, styles));
}

/** The same with its styles within, to be shown in a frame. */
export function previewOf(page: PublicPage): string {
  return markupOf(
    page,
    html`<style>
      ${new Html(style + brandStyle(page.brand))}
    </style>`,
  );
}

function markupOf({ title, tag, brand, content }: PublicPage, styles: Html): string {
  const name = brand.name ?? "";
  const picture =
    brand.logoUrl === null
      ? html`<span class="brand">${name}</span>`
      : html`<img class="logo" src="${brand.logoUrl}" alt="${name}" height="32" />`;
  const page = html`<!doctype html>
    <html lang="${tag}" dir="${directionOf(tag)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${name === "" ? title : `${title} · ${name}`}</title>
        <link rel="icon" href="data:," />
        ${styles}
      </head>
      <body>
        ${name === "" && brand.logoUrl === null ? null : html`<header>${picture}</header>`}
        <main>
          <div class="card preferences">
            <h1>${title}</h1>
            ${content}
          </div>
        </main>
      </body>
    </html>`;
  return page.markup;
}

/** By its usual script, as Hebrew and Arabic are written from the right. */
function directionOf(tag: string): "ltr" | "rtl" {
  const { script = "" } = new Intl.Locale(tag).maximize();
  return rightToLeft.has(script) ? "rtl" : "ltr";
}

const rightToLeft = new Set(["Arab", "Hebr", "Nkoo", "Syrc", "Thaa", "Rohg", "Adlm"]);

/** What a page's form has sent. */
export function formOf(request: Request): URLSearchParams {
  const bytes: unknown = request.body;
  return new URLSearchParams(Buffer.isBuffer(bytes) ? utf8Text(bytes, "the form") : "");
}

/** The owner's colour, as a style sheet of its own: pages allow no styles within. */
export function brandStyle({ color }: Brand): string {
  if (color === null) return "";
  return `:root { --accent: ${color}; } button.main { background: ${color}; border-color: ${color}; color: ${inkOn(color)}; }\n`;
}

/** Black or white, whichever can be read on a colour (WCAG's relative luminance). */
function inkOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}
