/** An e-mail's settings, by where its form shows them. */

/** What the mail says: written in a dialog of its own, or brought by a stored template. */
export const bodies = ["html", "mjml", "text", "languages", "defaultLanguage"];

/** Whom it is for. */
export const audience = ["to", "topic", "transactional", "attachments"];

/** What few mails need, folded away. */
export const more = [
  "from",
  "replyTo",
  "cc",
  "bcc",
  "headers",
  "language",
  "data",
  "onMissing",
  "utm",
  "trackOpens",
  "holdBack",
];
