import { testHttpServer } from "../support/http-server.ts";
import type { FakeProvider, ProviderCase } from "./provider-case.ts";

export type { FakeProvider } from "./provider-case.ts";

/** A server that speaks a provider's form, and takes everything if a test wants nothing else. */
export async function fakeProvider({
  answers,
  beside,
  server: ownServer,
}: Pick<ProviderCase, "answers" | "beside" | "server">): Promise<FakeProvider> {
  if (ownServer !== undefined) return ownServer();
  const server = await testHttpServer();
  const fake: FakeProvider = {
    url: server.url,
    host: server.host,
    received: [],
    answer: answers.taken,
  };
  server.answer = (request, response) => {
    const other = beside?.(request);
    if (other === undefined) fake.received.push(request);
    const answer = other ?? fake.answer(request);
    if (answer === "hang") return;
    if (answer === "cut") {
      response.destroy();
      return;
    }
    const { status, headers = {}, body, after = Promise.resolve() } = answer;
    const isText = typeof body === "string";
    const type = isText ? "text/plain" : "application/json";
    void after.then(() => {
      response
        .writeHead(status, { "content-type": type, ...headers })
        .end(isText ? body : JSON.stringify(body ?? {}));
    });
  };
  return fake;
}
