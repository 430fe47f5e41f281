import type { Sent } from "../broadcast-sender.ts";
import { broadcasts } from "../broadcast.ts";
import { figure } from "../figures.ts";
import { readInRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";

/** Mails to a segment, beside nodemailer in a loop, to a mail server that keeps none. */
export const section: BenchSection = {
  name: "broadcast",
  title: "Messages to a segment, to a local mail server",
  async run(servers, { isQuick, rounds }) {
    const sending = await broadcasts(servers.apart, isQuick ? 500 : 3_000);
    try {
      // Once before it counts: connections, prepared statements, compiled code.
      await sending.toSegment();
      await sending.constant();
      const readings = await readInRounds(
        [
          { name: "constant", run: () => sending.constant() },
          { name: "segment", run: () => sending.toSegment() },
        ],
        rounds,
      );
      const of = (name: string, value: (sent: Sent) => number): number[] =>
        (readings.get(name) ?? []).map(value);
      const perSecond = ({ mails, seconds }: Sent): number => mails / seconds;
      const cpu = ({ mails, cpuSeconds }: Sent): number => (cpuSeconds * 1_000) / mails;
      const rate = figure({
        name: "nodemailer in a loop, a constant text",
        unit: "mails/s",
        values: of("constant", perSecond),
      });
      const cost = figure({
        name: "nodemailer, CPU a mail",
        unit: "ms",
        values: of("constant", cpu),
      });
      const figures = [
        rate,
        figure({
          name: "messages to a segment",
          unit: "mails/s",
          values: of("segment", perSecond),
          baseline: rate,
          mark: { atLeast: 0.6 },
        }),
        cost,
        figure({
          name: "messages to a segment, CPU a mail",
          unit: "ms",
          values: of("segment", cpu),
          baseline: cost,
        }),
      ];
      return { title: this.title, figures };
    } finally {
      await sending.stop();
    }
  },
};
