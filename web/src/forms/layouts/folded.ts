const ofShortMessages = [
  "languages",
  "defaultLanguage",
  "from",
  "to",
  "language",
  "data",
  "onMissing",
  "image",
  "holdBack",
];

/** Settings that few blocks of a kind need; the others stand in their schema's order. */
export const folded: ReadonlyMap<string, readonly string[]> = new Map([
  ["waitForEvent", ["match", "includeEarlier"]],
  ["branchByTime", ["timeZone", "inContactTimeZone"]],
  ["timeWindow", ["timeZone", "inContactTimeZone"]],
  ["emitEvent", ["keyValue"]],
  ["emitToSegment", ["keyValue", "wait"]],
  ["createContact", ["pushToken", "anonymousId", "language", "timeZone", "variable"]],
  ["getContact", ["pushToken", "anonymousId", "variable"]],
  ["contactExists", ["pushToken", "anonymousId"]],
  ["updateContact", ["variable"]],
  ["promoCode", ["variable"]],
  ["getProducts", ["variable"]],
  ["sendSms", ofShortMessages],
  ["sendWebPush", ofShortMessages],
  ["sendMobilePush", ofShortMessages],
  ["sendInApp", [...ofShortMessages, "tag", "activeDays"]],
  ["sendTelegram", ofShortMessages],
  ["sendWhatsapp", [...ofShortMessages, "templateLanguage"]],
  ["sendViber", ofShortMessages],
  ["sendSlack", ofShortMessages],
]);
