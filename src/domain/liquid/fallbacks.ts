import type { Context, Emitter, Hash, Liquid } from "liquidjs";
import { evalToken, ForTag, IncludeTag, RenderTag, toValue, Value } from "liquidjs";
import { isMarkup } from "./values.ts";

/**
 * What deals with a variable that is missing where variables are strict. The library knows a
 * `default` that is the first filter, and an `if`; these are as good:
 *
 * - a `default` behind other filters, or behind another `default` whose own value is missing;
 * - the `else` of a `for`;
 * - what a partial that is handed the variable does about it.
 */
export function knowFallbacks(engine: Liquid): void {
  engine.registerTag("for", ForWithElse);
  engine.registerTag("render", withLenientHash(RenderTag));
  engine.registerTag("include", withLenientHash(IncludeTag));
}

/** The rest of a generator of the library, with variables that may be missing. */
function* leniently<Result>(
  context: Context,
  work: () => Iterator<unknown, Result, unknown>,
): Generator<unknown, Result, unknown> {
  const strict = context.strictVariables;
  context.strictVariables = false;
  try {
    return yield* { [Symbol.iterator]: work };
  } finally {
    context.strictVariables = strict;
  }
}

const ofLibrary = Value.prototype.value;

Value.prototype.value = function* (context, lenient): Generator<unknown, unknown, unknown> {
  const last = this.filters.findLastIndex(({ name }) => name === "default");
  const fallback = this.filters[last];
  if (!context.strictVariables) return yield* ofLibrary.call(this, context, lenient);
  if (fallback === undefined) {
    if (lenient !== true) return yield* ofLibrary.call(this, context);
    // By itself the library makes null of what is missing: it would be there from then on.
    return yield* leniently(context, () => ofLibrary.call(this, context, true));
  }
  const { initial, filters } = this;
  let value = yield* leniently(context, function* (): Generator<unknown, unknown, unknown> {
    let found = yield initial.evaluate(context, true);
    for (const filter of filters.slice(0, last)) found = yield filter.render(found, context);
    return found;
  });
  // What it falls back on is looked at when it is needed, and must be there then.
  if (!isThere(value)) value = yield fallback.render(value, context);
  for (const filter of filters.slice(last + 1)) value = yield filter.render(value, context);
  return value;
};

/** Whether `default` surely leaves a value as it is. */
function isThere(given: unknown): boolean {
  const value: unknown = toValue(given);
  if (value === undefined || value === null || value === false) return false;
  return Array.isArray(value) ? value.length > 0 : value !== "" && !isEmptyMarkup(value);
}

const isEmptyMarkup = (value: unknown): boolean => isMarkup(value) && String(value) === "";

class ForWithElse extends ForTag {
  override *render(context: Context, emitter: Emitter): ReturnType<ForTag["render"]> {
    const { collection, elseTemplates } = this as unknown as {
      collection: Parameters<typeof evalToken>[0];
      elseTemplates: unknown[];
    };
    if (!context.strictVariables || elseTemplates.length === 0) {
      return yield* super.render(context, emitter);
    }
    const evaluate = (): Iterator<unknown, unknown, unknown> =>
      evalToken(collection, context, true);
    const found: unknown = yield* leniently(context, evaluate);
    if (found !== undefined && found !== null) return yield* super.render(context, emitter);
    yield this.liquid.renderer.renderTemplates(elseTemplates as never, context, emitter);
    return undefined;
  }
}

/** With what is handed to a partial evaluated leniently: it is the partial that needs it, or doesn't. */
function withLenientHash<Tag extends typeof RenderTag | typeof IncludeTag>(tag: Tag): Tag {
  const base = tag as unknown as new (...given: unknown[]) => { hash: Hash };
  return class extends base {
    constructor(...given: unknown[]) {
      super(...given);
      const { hash } = this;
      const evaluate = hash.render.bind(hash);
      hash.render = (context) => leniently(context, () => evaluate(context));
    }
  } as unknown as Tag;
}
