import type { IncomingHttpHeaders } from "node:http";
import Bowser from "bowser";
import { isbot } from "isbot";
import type { MachineSign } from "../domain/machine-signs.ts";

/** Who asks for a link or a picture of a message, as far as the request tells. */
export interface Visitor {
  signs: MachineSign[];
  /** The family of the user agent, such as Chrome or Safari; null when it is unknown. */
  userAgent: string | null;
}

const longest = 1_000;

/** What programs are written with, and browsers that are driven: scanners use them, and so do we. */
const httpClient =
  /^(?:node|undici|axios|got|curl|wget|python|aiohttp|httpx|go-http-client|okhttp|java|apache-httpclient|ruby|php|guzzlehttp|libwww-perl|postman|insomnia|deno|bun)\b|headlesschrome/i;

/** Proxies that load a picture when, or because, a person has the mail before them. */
const pictureProxy = /GoogleImageProxy|YahooMailProxy/;

/** Of a click. */
export function clickVisitor(headers: IncomingHttpHeaders): Visitor {
  return visitorOf(headers, () => false);
}

/** Of an open: mail services fetch pictures for their readers. */
export function openVisitor(headers: IncomingHttpHeaders): Visitor {
  return visitorOf(headers, (agent) => pictureProxy.test(agent));
}

function visitorOf(headers: IncomingHttpHeaders, isReader: (agent: string) => boolean): Visitor {
  const agent = (headers["user-agent"] ?? "").slice(0, longest).trim();
  const signs: MachineSign[] = [];
  if (isPrefetch(headers)) signs.push("prefetch");
  if (agent === "" || httpClient.test(agent)) signs.push("http_client");
  else if (isbot(agent) && !isReader(agent)) signs.push("robot");
  return { signs, userAgent: familyOf(agent) };
}

/** What browsers and mail programs say when they load something that nobody has asked for yet. */
function isPrefetch(headers: IncomingHttpHeaders): boolean {
  const purposes = ["sec-purpose", "purpose", "x-purpose", "x-moz"].map((name) =>
    String(headers[name] ?? ""),
  );
  return purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose));
}

function familyOf(agent: string): string | null {
  if (agent === "") return null;
  const { name } = Bowser.parse(agent).browser;
  return name === undefined || name === "" ? null : name;
}
