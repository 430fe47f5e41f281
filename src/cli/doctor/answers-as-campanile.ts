const limitMs = 5_000;

/** Whether an API of ours answers at an address: told by what /readyz says, whatever that is. */
export async function answersAsCampanile(url: string): Promise<"yes" | "no" | "nobody"> {
  let answer: Response;
  try {
    answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(limitMs) });
  } catch {
    return "nobody";
  }
  try {
    const body = (await answer.json()) as Record<string, unknown> | null;
    const isOurs = typeof body?.["ok"] === "boolean" && ("postgres" in body || "stopping" in body);
    return isOurs ? "yes" : "no";
  } catch {
    return "no";
  }
}
