import type { HookAnswer, HookRequest } from "../../src/channels/provider.ts";
import type { ProviderCase } from "./provider-case.ts";

export const hookUrl = "https://campanile.example/hooks/channels/token";

/** What a provider's webhook says, as the address of a set-up reads it. */
export async function received(
  one: Pick<ProviderCase, "description" | "settings" | "secrets">,
  request: Partial<Omit<HookRequest, "body">> & { body?: string },
  settings: Record<string, unknown> = {},
): Promise<HookAnswer> {
  const { description } = one;
  const { hooks } = await description.adapter();
  if (hooks === undefined) throw new Error(`${description.name} has no webhooks`);
  const url = request.url ?? hookUrl;
  const base = one.settings("https://provider.example");
  return hooks.receive(
    {
      settings: description.settings.parse({ ...base, ...settings }),
      secrets: description.secrets.parse(one.secrets) as Record<string, string>,
    },
    {
      method: "POST",
      headers: {},
      at: new Date("2026-03-01T12:00:00Z"),
      ...request,
      url,
      query: new URL(url).searchParams,
      body: Buffer.from(request.body ?? ""),
    },
  );
}
