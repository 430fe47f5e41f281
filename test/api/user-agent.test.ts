import { expect, test } from "vitest";
import { clickVisitor, openVisitor } from "../../src/api/user-agent.ts";

const safari =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
const edge =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0";

test.each([
  [safari, "Safari", []],
  [edge, "Microsoft Edge", []],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox", []],
  ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "SlackBot", ["robot"]],
  ["Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", undefined, ["robot"]],
  ["BarracudaCentral", null, ["robot"]],
  ["python-requests/2.31.0", undefined, ["http_client"]],
  ["node", null, ["http_client"]],
  ["", null, ["http_client"]],
])("%s", (agent, family, signs) => {
  const visitor = clickVisitor({ "user-agent": agent });
  expect(visitor.signs).toEqual(signs);
  if (family !== undefined) expect(visitor.userAgent).toBe(family);
});

test("a mail service that fetches pictures for its readers is a reader, not a clicker", () => {
  const headers = { "user-agent": "YahooMailProxy; https://help.yahoo.com/kb/" };
  expect(openVisitor(headers).signs).toEqual([]);
  expect(clickVisitor(headers).signs).toEqual(["robot"]);
});

test("a user agent without end is read to its limit", () => {
  expect(clickVisitor({ "user-agent": `${safari}${"x".repeat(100_000)}` }).signs).toEqual([]);
});
