export interface BannerFacts {
  first: boolean;
  /** Where a browser on this machine finds it, without a slash at the end. */
  url: string;
  signInCode: string;
  /** Readable only when it was made now: the database keeps a hash. */
  apiKey: string | null;
  /** Whether API_KEY gives one. */
  keyIsSet: boolean;
  sampleEventType: string;
  temporalUiUrl: string | undefined;
  namespace: string;
  /** False when mail goes to a mail server of the user's. */
  hasInbox: boolean;
  dataDir: string;
  /** Ports that were taken, in words. */
  moved: string[];
}

/** What a newcomer needs to see: where things are, the key, and one command to try. */
export function banner(facts: BannerFacts): string {
  const { url, temporalUiUrl, namespace } = facts;
  const inbox = facts.hasInbox ? [["Inbox", `${url}/inbox`, "the mail it sent"]] : [];
  const ui =
    temporalUiUrl === undefined
      ? []
      : [["Temporal", `${temporalUiUrl}/namespaces/${namespace}/workflows`, "the runs"]];
  const rows = [
    ["Pages", `${url}/sign-in?code=${facts.signInCode}`, "sign in by this link"],
    ...inbox,
    ["API", `${url}/api/v1`, `reference: ${url}/docs`],
    ...ui,
    ["Data and logs", facts.dataDir, ""],
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length)) + 2;
  const lines = rows.map(
    ([name = "", where, note = ""]) =>
      `  ${name.padEnd(width)}${where}${note === "" ? "" : `   (${note})`}`,
  );
  const moves = facts.moved.length > 0 ? ["", ...facts.moved.map((line) => `  ${line}`)] : [];
  return [
    "",
    "Campanile is up. Ctrl-C stops everything.",
    "",
    ...lines,
    ...moves,
    "",
    ...key(facts),
    "",
  ].join("\n");
}

function key({ apiKey, keyIsSet, url, sampleEventType }: BannerFacts): string[] {
  const curl = (shown: string): string[] => [
    `  curl -X POST ${url}/api/v1/event -H "Authorization: Bearer ${shown}" \\`,
    `    -H "content-type: application/json" -d '${sample(sampleEventType)}'`,
  ];
  if (apiKey === null) {
    return [
      keyIsSet
        ? "  API key   as set by API_KEY"
        : '  The API key was shown at the first start; another: npx campanile keys create "My shop"',
      "",
      "  An event, to see it work (put the key in):",
      ...curl("KEY"),
    ];
  }
  return [
    `  API key   ${apiKey}   (shown this once: keep it)`,
    "",
    "  An event, to see it work:",
    ...curl(apiKey),
  ];
}

function sample(eventTypeKey: string): string {
  return JSON.stringify({
    eventTypeKey,
    keyValue: "A-1001",
    params: [
      { name: "Email", value: "ada@example.com" },
      { name: "orderId", value: "A-1001" },
    ],
  });
}
