import { expect, test } from "vitest";
import { renderTemplate } from "../../../src/domain/template.ts";
import { compileMjml } from "../../../src/rendering/work/compile-mjml.ts";
import { parseMjml } from "../../../web/src/pages/templates/mjml/parse.ts";
import {
  starterContent,
  starters,
  type StarterName,
} from "../../../web/src/pages/templates/starters/starters.ts";

test.each(Object.keys(starters) as StarterName[])(
  "the starter %s can be sent and edited in both of its languages",
  async (name) => {
    const { mjml, languages } = starterContent(name);
    for (const text of [mjml, languages.uk.mjml]) {
      expect(parseMjml(text).ok).toBe(true);
      const { html, problems } = await compileMjml(text);
      expect(problems).toEqual([]);
      const facts = { contact: { firstName: "Ada" }, order: null, event: { params: {} }, vars: {} };
      const shown = renderTemplate("html", html, { ...facts, unsubscribeUrl: "https://u.example" });
      expect(shown).toContain(", Ada");
      expect(shown).toContain("https://u.example");
    }
  },
);
