import { startMailSink } from "../mail-sink.ts";
import {
  mailConnections,
  makeBroadcast,
  newsletter,
  recipients,
  sendInLoop,
} from "../newsletter.ts";
import { startPgBoss } from "../peer-programs/pg-boss.ts";
import { inRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";

/** A message to many: by a queue on Postgres and nodemailer, and by Campanile. */
export const section: BenchSection = {
  name: "peer-mails",
  title: "A newsletter to a segment: beside a queue and nodemailer",
  needs: "nothing",
  onlyByName: true,
  async run(start, { rounds, isQuick }) {
    const sink = await startMailSink();
    const settings = { SMTP_URL: sink.url, MAIL_CONCURRENCY: String(mailConnections) };
    const servers = await start(settings);
    const queue = await startPgBoss(servers, sink);
    try {
      const to = recipients(isQuick ? 300 : 5_000);
      const broadcast = await makeBroadcast(servers, sink, to);
      const few = to.slice(0, 200);
      await sendInLoop(sink, few);
      await queue.perSecond(few, newsletter);
      await broadcast();
      const unit = "mails/s";
      const figures = await inRounds(
        [
          { name: "Campanile: to a segment", unit, run: broadcast },
          {
            name: "pg-boss and nodemailer",
            unit,
            run: () => queue.perSecond(to, newsletter),
          },
          { name: "nodemailer in a loop, nothing noted", unit, run: () => sendInLoop(sink, to) },
        ],
        rounds,
      );
      return { title: this.title, figures };
    } finally {
      await queue.stop();
      await servers.stop();
      await sink.stop();
    }
  },
};
