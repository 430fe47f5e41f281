import { objectOf } from "../../json/objects.ts";
import { bodies } from "./email-fields.ts";

/** What an e-mail's settings say, read and changed without knowing of inputs. */
export type Config = Readonly<Record<string, unknown>>;
export type Format = "mjml" | "html";

/** Which of the contents: the one outside of `languages`, or a language's. */
export type Which = string | null;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function languagesOf(config: Config): string[] {
  return Object.keys(objectOf(config["languages"]));
}

/** One language's content, or the one outside of all. */
function partOf(config: Config, which: Which): Config {
  return which === null ? config : objectOf(objectOf(config["languages"])[which]);
}

export function readPart(config: Config, which: Which, field: string): string {
  return text(partOf(config, which)[field]);
}

/** Whether there is a content outside of `languages`. */
export function hasDefault(config: Config): boolean {
  return ["subject", "mjml", "html"].some((field) => readPart(config, null, field) !== "");
}

/** The content that is wanted, if it is there; else the one outside of languages, or the default language's. */
export function whichOf(config: Config, wanted: Which): Which {
  const languages = languagesOf(config);
  if (wanted !== null && languages.includes(wanted)) return wanted;
  if (languages.length === 0 || hasDefault(config)) return null;
  return languages.find((tag) => tag === config["defaultLanguage"]) ?? languages[0] ?? null;
}

/** The config with some texts of a content changed; empty ones are removed. */
export function withPart(config: Config, which: Which, change: Config): Record<string, unknown> {
  const part = { ...partOf(config, which), ...change };
  for (const [name, value] of Object.entries(change)) {
    if (value === "" || value === undefined) delete part[name];
  }
  if (which === null) return part;
  return { ...config, languages: { ...objectOf(config["languages"]), [which]: part } };
}

export function formatOf(config: Config, which: Which): Format {
  const part = partOf(config, which);
  return text(part["html"]) !== "" && text(part["mjml"]) === "" ? "html" : "mjml";
}

export function withLanguage(config: Config, tag: string): Record<string, unknown> {
  return { ...config, languages: { ...objectOf(config["languages"]), [tag]: {} } };
}

/** Without a language; without any, `languages` and the default go as well. */
export function withoutLanguage(config: Config, tag: string): Record<string, unknown> {
  const { [tag]: _gone, ...others } = objectOf(config["languages"]);
  const { languages: _languages, defaultLanguage, ...rest } = config;
  if (Object.keys(others).length === 0) return rest;
  return {
    ...rest,
    languages: others,
    ...(defaultLanguage !== tag && defaultLanguage !== undefined && { defaultLanguage }),
  };
}

const headNames = ["from", "replyTo", "cc", "bcc", "headers"];
const contentNames = ["subject", ...bodies, ...headNames];

/** Its own content, as POST /templates/preview takes it. */
export function contentOf(config: Config): Record<string, unknown> {
  return Object.fromEntries(
    contentNames.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]]])),
  );
}

export function hasContent(config: Config): boolean {
  const parts = [null, ...languagesOf(config)].map((which) => partOf(config, which));
  return parts.some((part) => text(part["html"]).trim() !== "" || text(part["mjml"]).trim() !== "");
}

const unseen = ["style", "mj-style", "mj-head", "head", "script"].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

/** A markup without what stands between a tag and its end. */
function withoutElement(markup: string, name: string): string {
  const pieces = markup.split(`</${name}>`);
  return pieces
    .map((piece, index) => {
      const start = startOf(piece, name);
      return start === -1 || index === pieces.length - 1 ? piece : piece.slice(0, start);
    })
    .join(" ");
}

/** The start of the element's tag, and not of one with a longer name. */
function startOf(piece: string, name: string): number {
  const [bare, withAttributes] = [piece.indexOf(`<${name}>`), piece.indexOf(`<${name} `)];
  return bare === -1 || withAttributes === -1
    ? Math.max(bare, withAttributes)
    : Math.min(bare, withAttributes);
}

/** What stands in the mail, in a few words: its text without the markup. */
export function excerpt(config: Config, maxLength = 160): string {
  const parts = [null, ...languagesOf(config)].map((which) => partOf(config, which));
  const markups = parts.map((part) => text(part["mjml"]) || text(part["html"]));
  const words = unseen
    .reduce(withoutElement, markups.find((markup) => markup !== "") ?? "")
    .replaceAll(/<[^<>]*>|\{%[^%]*%\}/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return words.length > maxLength ? `${words.slice(0, maxLength)}…` : words;
}

/** A stored template's content with a block's own subject, sender and the like in place of its own. */
export function withOwn(content: Config, config: Config): Record<string, unknown> {
  const own = Object.fromEntries(
    headNames.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]]])),
  );
  const changed: Record<string, unknown> = { ...content, ...own };
  if (own["headers"] !== undefined) {
    changed["headers"] = { ...objectOf(content["headers"]), ...objectOf(own["headers"]) };
  }
  const subject = text(config["subject"]);
  if (subject === "") return changed;
  changed["subject"] = subject;
  const languages = Object.entries(objectOf(content["languages"])).map(([tag, part]) => {
    const { subject: _own, ...rest } = objectOf(part);
    return [tag, rest] as const;
  });
  if (languages.length > 0) changed["languages"] = Object.fromEntries(languages);
  return changed;
}
