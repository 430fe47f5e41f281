import { describe, expect, test } from "vitest";
import { sendEmail } from "../../src/blocks/send-email.ts";
import { renderTemplate } from "../../src/domain/template.ts";
import { compileMjml } from "../../src/rendering/work/compile-mjml.ts";
import { inserted, liquidOf } from "../../web/src/forms/liquid/liquid-of.ts";
import * as content from "../../web/src/forms/message/content.ts";
import { dataVariables } from "../../web/src/forms/message/data-variables.ts";
import { smsCount } from "../../web/src/forms/message/sms-count.ts";
import { isLanguageTag, languageName } from "../../web/src/forms/message/languages.ts";
import { htmlStarter, mjmlStarter } from "../../web/src/forms/message/starter.ts";
import { attributeForms, formOf, inForm } from "../../web/src/forms/widgets/attribute-forms.ts";
import {
  dateFormOf,
  dateForms,
  inDateForm,
} from "../../web/src/forms/condition/model/date-forms.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const problemsOf = (config: Record<string, unknown>) =>
  sendEmail.issues?.(sendEmail.schema.parse(config)).map(({ field }) => field);

const order = {
  externalId: "A-1",
  totalCost: 59.9,
  currency: "EUR",
  items: [{ name: "Teapot", quantity: 2, cost: 20 }, { name: "Cup" }],
};

describe("a message in the editor", () => {
  test("an SMS shows the segments of what is written, and that variables come to it", () => {
    expect(smsCount("")).toBe("1 segment (GSM-7), 0 characters");
    expect(smsCount("Hello")).toBe("1 segment (GSM-7), 5 characters, 155 more fit");
    expect(smsCount(`Привіт ${"а".repeat(70)}`)).toBe(
      "2 segments (UCS-2), 77 characters, 57 more fit",
    );
    expect(smsCount("Hi {{ contact.firstName }}!")).toBe(
      "1 segment (GSM-7), 4 characters, 156 more fit; without what its variables say",
    );
  });

  test("the example to begin with can be sent, with an order and without", async () => {
    const { html, problems } = await compileMjml(mjmlStarter);
    expect(problems).toEqual([]);
    for (const markup of [html, htmlStarter]) {
      const facts = { contact: { firstName: "Ada" }, order, unsubscribeUrl: "https://u.example" };
      const shown = renderTemplate("html", markup, facts);
      expect(shown).toContain("2 × Teapot");
      expect(shown).toContain("1 × Cup");
      expect(shown).toContain("https://u.example");
      const bare = renderTemplate("html", markup, { contact: {}, order: null });
      expect(bare).toContain("Thank you!");
      expect(bare).not.toContain("Your order");
    }
    expect(problemsOf({ subject: "x", mjml: mjmlStarter })).toEqual([]);
  });

  test("what is written can be saved: emptied texts are taken away, languages go whole", () => {
    let config: Record<string, unknown> = content.withPart({ topic: "offers" }, null, {
      subject: "Hi",
      mjml: "<mjml></mjml>",
    });
    config = content.withLanguage(config, "uk");
    config = content.withPart(config, "uk", { subject: "Вітаю", html: "<p>Вітаю</p>" });
    expect(content.languagesOf(config)).toEqual(["uk"]);
    expect(content.formatOf(config, "uk")).toBe("html");
    expect(content.formatOf(config, null)).toBe("mjml");
    expect(problemsOf(config)).toEqual([]);
    config = content.withPart({ ...config, defaultLanguage: "uk" }, null, { mjml: "" });
    expect(config).not.toHaveProperty("mjml");
    expect(problemsOf(config)).toEqual([]);
    config = content.withoutLanguage(config, "uk");
    expect(config).toEqual({ topic: "offers", subject: "Hi" });
    expect(content.hasContent(config)).toBe(false);
  });

  test("a block's own subject, sender and headers go before all of a stored template's", () => {
    const stored = {
      subject: "Old",
      from: "old@example.com",
      cc: "c@example.com",
      headers: { "X-A": "1", "X-B": "2" },
      languages: { uk: { subject: "Старе", html: "x" } },
    };
    const own = { subject: "New", from: "new@example.com", headers: { "X-B": "3" }, html: "" };
    expect(content.withOwn(stored, own)).toEqual({
      subject: "New",
      from: "new@example.com",
      cc: "c@example.com",
      headers: { "X-A": "1", "X-B": "3" },
      languages: { uk: { html: "x" } },
    });
    expect(content.withOwn(stored, {})).toEqual(stored);
  });

  test("its excerpt has no markup, no Liquid tags and no styles", () => {
    const html =
      "<style>p { color: red }</style><p>{% if a %}Hello {{ contact.firstName }}{% endif %}</p>";
    expect(content.excerpt({ html })).toBe("Hello {{ contact.firstName }}");
    expect(content.excerpt({ html: `<p>${"a".repeat(300)}</p>` })).toHaveLength(161);
    expect(content.excerpt({ languages: { uk: { html: "<b>Вітаю</b>" } } })).toBe("Вітаю");
  });

  test("a variable is put where the cursor is, a list of objects as a loop", () => {
    expect(inserted("Hi !", "{{ a }}", 3, 3)).toEqual({ text: "Hi {{ a }}!", cursor: 10 });
    const loop = liquidOf({ template: "order.items", fields: ["unit price", "name"] });
    const items = { order: { items: [{ "unit price": 5 }, { "unit price": 7 }] } };
    expect(renderTemplate("text", loop, items)).toBe("5 7 ");
    expect(liquidOf({ template: "contact.email" })).toBe("{{ contact.email }}");
    expect(dataVariables({ data: { shop: "x" } })[0]).toEqual({
      label: "Data",
      templates: ["data.shop"],
    });
  });

  test("a language is a tag and reads by its name", () => {
    expect(["en", "pt-BR", "uk_UA"].every(isLanguageTag)).toBe(true);
    expect(["", "e", "en-", "1a"].some(isLanguageTag)).toBe(false);
    expect(languageName("uk")).toBe("Ukrainian");
    expect(languageName("not a tag")).toBe("not a tag");
  });
});

describe("small forms", () => {
  test("an attribute reads as what it was written as", () => {
    const values = ["{{ a }}", 5, true, false, null, { plus: 1 }, { minus: "{{ n }}" }];
    for (const value of values) {
      const { form, operand } = formOf(value);
      expect(inForm(form, operand)).toEqual(value);
    }
    for (const form of attributeForms) {
      expect(formOf(inForm(form, "3")).form).toBe(form);
    }
  });

  test("a date that is said in another form is in that form", () => {
    const start = { kind: "moment", of: "now", amount: -3, unit: "weeks" } as const;
    for (const form of dateForms) {
      const said = inDateForm(form, start);
      expect(said === null ? "date" : dateFormOf(said)).toBe(form);
    }
    expect(inDateForm("after", start)).toEqual({ ...start, amount: 3 });
    expect(dateFormOf({ ...start, amount: -0 })).toBe("before");
  });
});
