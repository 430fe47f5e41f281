import type { BenchSection } from "./section.ts";
import { section as growth } from "./sections/growth.ts";
import { section as http } from "./sections/http.ts";
import { section as ingest } from "./sections/ingest.ts";
import { section as launches } from "./sections/launches.ts";
import { section as mail } from "./sections/mail.ts";
import { section as mailRate } from "./sections/mail-rate.ts";
import { section as overload } from "./sections/overload.ts";
import { section as rendering } from "./sections/rendering.ts";
import { section as scaling } from "./sections/scaling.ts";

/** Every section, in the order of a run of all. */
export const sections: readonly BenchSection[] = [
  mail,
  mailRate,
  rendering,
  ingest,
  http,
  launches,
  overload,
  growth,
  scaling,
];
