import type { SendOutcome } from "../../../adapter.ts";
import type { OpenProvider, ProviderAdapter, ProviderResources } from "../../../provider.ts";
import type { Answered, ProviderCall } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import { rendered } from "../../../rendered.ts";
import type { OutgoingSms } from "../../outgoing.ts";
import type { HttpSettings } from "./description.ts";
import { httpHooks } from "./hooks.ts";
import { textAt } from "./text-at.ts";
import { sentAs } from "../../../send-outcome.ts";

/** A gateway of whatever form: its requests are templates, and its answers are read by paths. */
export const httpAdapter: ProviderAdapter = {
  open: (given): OpenProvider<OutgoingSms> => {
    const settings = given.settings as HttpSettings;
    return {
      send: async (message) => {
        const request = await requestFor(given, settings, message);
        if ("outcome" in request) return request;
        return sendOutcome(await given.http.call(request), {
          taken: (answer) => takenOr(answer, settings),
          words: (answer) => wordsOf(answer, settings),
          deferred: settings.deferredStatuses,
        });
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: httpHooks,
};

/** The gateway's address is the set-up's: no template can lead the secrets elsewhere. */
async function requestFor(
  { renderer, secrets, hookUrl }: ProviderResources,
  { baseUrl, method, path, headers, body, from }: HttpSettings,
  message: OutgoingSms,
): Promise<ProviderCall | SendOutcome> {
  const sender = message.from === "" ? from : message.from;
  const facts = { message: { ...message, from: sender }, secrets, webhookUrl: hookUrl };
  const names = Object.keys(headers);
  const texts = await rendered(renderer, [path, body, ...Object.values(headers)], facts);
  if ("outcome" in texts) return texts;
  const [where = "", content = "", ...values] = texts.texts;
  const target = where.trim();
  if (target !== "" && !/^[/?]/.test(target)) {
    return { outcome: "refused", message: "the path must begin with / or ?" };
  }
  return {
    method,
    url: baseUrl + target,
    headers: Object.fromEntries(
      names.map((name, index) => [name.toLowerCase(), (values[index] ?? "").trim()]),
    ),
    ...(method !== "GET" && { body: content }),
  };
}

function takenOr(answer: Answered, settings: HttpSettings): SendOutcome {
  const { idPath, successPath, successValues } = settings;
  const json = objectIn(answer);
  const response = `${answer.status}: ${beginning(answer)}`;
  if (successPath !== "") {
    const success = textAt(json, successPath);
    if (success === null || !successValues.includes(success)) {
      return { outcome: "refused", message: `${answer.status}: ${wordsOf(answer, settings)}` };
    }
  }
  const providerId = textAt(json, idPath);
  return sentAs(response, providerId);
}

function wordsOf(answer: Answered, { errorPath }: HttpSettings): string {
  return textAt(objectIn(answer), errorPath) ?? beginning(answer);
}

function objectIn(answer: Answered): object {
  const json = jsonOf(answer);
  return typeof json === "object" && json !== null ? json : {};
}
