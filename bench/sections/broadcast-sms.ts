import { textToSegment } from "../broadcast-sms.ts";
import { figure } from "../figures.ts";
import type { BenchSection } from "../section.ts";

/** How fast messages of a few words go to a segment, and whether a long one needs more memory. */
export const section: BenchSection = {
  name: "broadcast-sms",
  title: "An SMS to a segment, by HTTP to a local gateway",
  async run(servers, { isQuick }) {
    const { mails, seconds, cpuSeconds, growthMb } = await textToSegment(
      servers.apart,
      isQuick ? 2_000 : 20_000,
    );
    const figures = [
      figure({ name: "messages to a segment", unit: "SMS/s", values: [mails / seconds] }),
      figure({ name: "CPU a message", unit: "ms", values: [(cpuSeconds * 1_000) / mails] }),
      figure({
        name: "heap kept, the last quarter's above the second's",
        unit: "MB",
        values: [growthMb],
        mark: { atMost: 16, of: "value" },
      }),
    ];
    return { title: this.title, figures };
  },
};
