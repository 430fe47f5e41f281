import fc from "fast-check";
import { parseCondition } from "../../../src/domain/condition.ts";
import { dateUnits } from "../../../src/domain/date-value.ts";

export interface OthersWords {
  /** Of params and attributes. */
  names: fc.Arbitrary<string>;
  /** Texts that are compared with. */
  values: fc.Arbitrary<string>;
}

const between = ["==", "!=", "<", "<=", ">", ">=", "in", "oneOf", "contains", "startsWith"];

/** A condition that could be published, of any operators in each other. */
export function anyCondition({ names, values }: OthersWords): fc.Arbitrary<unknown> {
  const { condition } = fc.letrec<{ condition: unknown; operand: unknown }>((tie) => {
    const path = fc.oneof(
      names.map((name) => `event.params.${name}`),
      names.map((name) => `contact.attributes["${name}"]`),
      fc.constantFrom("now", "contact.segments", "messages.mail.clicked", "order.items[0].name"),
    );
    const fact = path.map((name) => ({ var: name }));
    const literal = fc.oneof(
      values,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(true, false, null),
    );
    const date = fc.oneof(fact, fc.constant("2026-11-29"));
    const shifted = fc
      .tuple(date, fc.integer({ min: -400, max: 400 }), fc.constantFrom(...dateUnits))
      .map((args) => ({ dateAdd: args }));
    const when = fc.oneof(date, shifted);
    const operand = tie("operand");
    const inner = tie("condition");
    const several = fc.array(literal, { minLength: 1, maxLength: 3 });
    return {
      operand: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fact,
        literal,
        several,
        fact.map((one) => ({ lower: [one] })),
        inner,
      ),
      condition: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.tuple(fc.constantFrom("isSet", "isEmpty"), fact).map(operation),
        fc
          .tuple(fc.constantFrom(...between, "endsWith"), fc.tuple(operand, operand))
          .map(operation),
        fact.map((one) => ({ matches: [one, "^K.*$"] })),
        fc.tuple(fc.constantFrom("before", "after"), fc.tuple(when, when)).map(operation),
        inner.map((one) => ({ "!": [one] })),
        fc
          .tuple(fc.constantFrom("and", "or"), fc.array(inner, { minLength: 1, maxLength: 3 }))
          .map(operation),
      ),
    };
  });
  return condition.filter((one) => parseCondition(one).ok);
}

function operation([name, given]: [string, unknown]): unknown {
  return { [name]: given };
}
