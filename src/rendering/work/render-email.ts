import { openPicture } from "../../domain/open-picture.ts";
import type { MailFields } from "../../domain/mail-fields.ts";
import type { FrozenEmail } from "../../domain/message-content.ts";
import type { Templates } from "../../domain/template.ts";
import { renderVelocity } from "../../domain/velocity.ts";
import { velocityFacts, withTags } from "../../domain/velocity-facts.ts";
import type { EmailInput, EmailOutput, RenderedEmail } from "../jobs.ts";
import { renderMailHeaders } from "./mail-headers.ts";
import { treatLinks, treatTextLinks } from "./mail-links.ts";
import type { MessageFactsKnown } from "./message-parts.ts";
import { requireSize } from "./output.ts";
import { readMail, wholeOf } from "./read-mail.ts";
import { localZone } from "../../domain/local-zone.ts";
import { workingOn } from "./place.ts";

export interface Rendering extends Pick<EmailInput, "utm" | "missing" | "linkMark" | "openUrl"> {
  templates: Templates;
  content: FrozenEmail;
  mail: MailFields;
  /** What the run knows, with the message's own data and addresses. */
  facts: MessageFactsKnown;
}

type Engine = (kind: "html" | "text", template: string) => string;

const utmNames = ["source", "medium", "campaign", "content"] as const;

/**
 * Renders an e-mail's templates. Every http link of its HTML, and of a plain-text part of its own, is
 * treated (see `treatLinks`); the link for unsubscribing never is.
 * @throws MissingVariable, or when a template fails
 */
export function renderEmail(rendering: Rendering): RenderedEmail & Pick<EmailOutput, "refused"> {
  const { content, facts, linkMark, openUrl, templates, missing } = rendering;
  const engine: Engine =
    content.engine === "velocity"
      ? velocityOver(facts)
      : (kind, template) => templates.render(kind, template, facts, missing);
  const render: Engine = (kind, template) => requireSize(engine(kind, template));
  workingOn("subject");
  // A line break in a subject would begin another header.
  const subject = render("text", content.subject).replaceAll(/\s+/g, " ").trim();
  const { mail, refused } = renderMailHeaders(rendering.mail, (template) =>
    render("text", template),
  );
  workingOn("html");
  const parts =
    content.engine === "velocity" ? null : templates.htmlParts(content.html, facts, missing);
  const whole = parts === null ? render("html", content.html) : requireSize(wholeOf(parts));
  const html = readMail(whole, parts);
  const utm = utmNames.flatMap((name) => {
    workingOn(`utm.${name}`);
    const value = templates.render("text", rendering.utm[name] ?? "", facts).trim();
    return value === "" ? [] : [{ name: `utm_${name}`, value }];
  });
  const { unsubscribeUrl, preferencesUrl, confirmUrl } = facts;
  const treatment = { utm, unsubscribeUrl, own: [preferencesUrl, confirmUrl], mark: linkMark };
  workingOn("the links of html");
  const links = treatLinks(html, treatment);
  let text: string;
  if (content.text === null) {
    workingOn("the plain text of html");
    text = html.plainText();
  } else {
    workingOn("text");
    text = treatTextLinks(render("text", content.text), html, links, treatment);
  }
  if (openUrl !== undefined) {
    html.append(openPicture(openUrl));
  }
  workingOn("html");
  return {
    subject,
    html: requireSize(html.toString()),
    text: requireSize(text),
    links,
    mail,
    refused,
  };
}

function velocityOver(facts: MessageFactsKnown): Engine {
  const known = velocityFacts(facts);
  const language = facts.contact?.language ?? facts.workspace.language;
  const place = { language, timeZone: localZone(facts), now: facts.now };
  return (kind, template) =>
    renderVelocity(kind, withTags(template, known["tags"] as object), known, place);
}
