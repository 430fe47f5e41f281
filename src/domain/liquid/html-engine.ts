import type { Context, Emitter, FilterImplOptions, LiquidOptions } from "liquidjs";
import { BlockTag, CaptureTag, Liquid } from "liquidjs";
import { asMarkup, withoutMarkup } from "./values.ts";
import { Markup } from "./markup.ts";
import { markupRules } from "./markup-filters.ts";
import { unmarked, writtenValue } from "./value-marks.ts";

/**
 * Liquid for HTML: a value is escaped once, when it is written, unless it is markup. The library's
 * `outputEscape` alone forgets what was escaped before, and escapes it again.
 */
export class HtmlLiquid extends Liquid {
  constructor(options: LiquidOptions) {
    super({ ...options, outputEscape: (value: unknown) => writtenValue(String(asMarkup(value))) });
    this.registerTag("capture", MarkupCapture);
    this.registerTag("block", MarkupBlock as unknown as typeof BlockTag);
  }

  /** Each filter, the library's own too, knows what markup is. */
  override registerFilter(name: string, filter: FilterImplOptions): void {
    super.registerFilter(name, withMarkup(name, filter));
  }
}

type Handler = (this: FilterThis, ...given: unknown[]) => unknown;
type FilterThis = { context: Context };

function withMarkup(name: string, filter: FilterImplOptions): Handler {
  const own = (typeof filter === "function" ? filter : filter.handler) as Handler;
  const rule = Object.hasOwn(markupRules, name) ? markupRules[name] : undefined;
  return function (...given) {
    if (rule === undefined) return own.call(this, ...given.map(withoutMarkup));
    for (const value of given) {
      if (value instanceof Markup) this.context.memoryLimit.use(String(value).length);
    }
    return rule(given, (...text) => own.call(this, ...text));
  };
}

/** What stands in a capture was escaped when it was written there. */
class MarkupCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    const html = yield* unmarked(this.#render(context));
    (context.bottom() as Record<string, unknown>)[this.variable] = new Markup(html);
  }

  *#render(context: Context): Generator<unknown, string, string> {
    return yield this.liquid.renderer.renderTemplates(this.templates, context);
  }
}

type BlockRender = (above: { super?: () => unknown }, emitter: Emitter) => unknown;

/** `{{ block.super }}` is what the layout's own block has rendered. */
const MarkupBlock = class extends (BlockTag as unknown as new (...given: unknown[]) => {
  getBlockRender(context: Context): BlockRender;
}) {
  override getBlockRender(context: Context): BlockRender {
    const render = super.getBlockRender(context);
    return (above, emitter) => {
      const written = above.super as (this: object) => Generator<unknown, string, string>;
      above.super = function* (): Generator<unknown, Markup, string> {
        return new Markup(yield* unmarked(written.call(above)));
      };
      return render(above, emitter);
    };
  }
};
