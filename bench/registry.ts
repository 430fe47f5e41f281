import type { BenchSection } from "./section.ts";
import { section as broadcast } from "./sections/broadcast.ts";
import { section as broadcastSms } from "./sections/broadcast-sms.ts";
import { section as backlog } from "./sections/backlog.ts";
import { section as disk } from "./sections/disk.ts";
import { section as growth } from "./sections/growth.ts";
import { section as http } from "./sections/http.ts";
import { section as importing } from "./sections/import.ts";
import { section as idle } from "./sections/idle.ts";
import { section as ingest } from "./sections/ingest.ts";
import { section as latency } from "./sections/latency.ts";
import { section as launches } from "./sections/launches.ts";
import { section as mail } from "./sections/mail.ts";
import { section as mailRate } from "./sections/mail-rate.ts";
import { section as naive } from "./sections/naive.ts";
import { section as overload } from "./sections/overload.ts";
import { section as pages } from "./sections/pages.ts";
import { section as peers } from "./sections/peers.ts";
import { section as peerMails } from "./sections/peer-mails.ts";
import { section as rendering } from "./sections/rendering.ts";
import { section as rfm } from "./sections/rfm.ts";
import { section as segments } from "./sections/segments.ts";
import { section as sleeping } from "./sections/sleeping.ts";
import { section as telemetry } from "./sections/telemetry.ts";
import { section as scaling } from "./sections/scaling.ts";

/** Every section, in the order of a run of all. */
export const sections: readonly BenchSection[] = [
  mail,
  mailRate,
  rendering,
  broadcast,
  broadcastSms,
  importing,
  ingest,
  http,
  launches,
  backlog,
  idle,
  latency,
  sleeping,
  naive,
  overload,
  growth,
  disk,
  pages,
  rfm,
  segments,
  telemetry,
  peers,
  peerMails,
  scaling,
];
