import { renderedMails } from "../rendering.ts";
import type { BenchSection } from "../section.ts";

/** E-mails rendered a second. */
export const section: BenchSection = {
  name: "rendering",
  title: "Ordinary e-mails rendered",
  needs: "nothing",
  async run(_, { milliseconds, rounds }) {
    return { title: this.title, figures: await renderedMails(milliseconds, rounds) };
  },
};
