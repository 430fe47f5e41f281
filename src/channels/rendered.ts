import { LimitExceeded } from "../rendering/limits.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { RendererBusy, RendererClosed, RenderingFailed } from "../rendering/renderer.ts";
import type { SendOutcome } from "./send-outcome.ts";

/** Templates of a set-up as texts, or what becomes of a message that can't be made of them. */
export async function rendered(
  renderer: Renderer,
  templates: readonly string[],
  facts: object,
): Promise<{ texts: string[] } | SendOutcome> {
  try {
    const values = await renderer.run("values", { templates: [...templates], facts, as: "text" });
    return { texts: values.map(String) };
  } catch (error) {
    if (error instanceof RendererBusy || error instanceof RendererClosed) {
      return { outcome: "deferred", message: error.message };
    }
    if (error instanceof RenderingFailed || error instanceof LimitExceeded) {
      const message = "a template of the channel's set-up can't be rendered";
      return { outcome: "refused", message };
    }
    throw error;
  }
}
