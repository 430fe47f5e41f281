import type { Figure } from "./figures.ts";
import type { Servers, StartServers } from "./servers.ts";
import type { Sizes } from "./sizes.ts";

/** A table of figures. */
export interface Section {
  title: string;
  figures: Figure[];
}

interface Named {
  /** What the command line calls it by. */
  name: string;
  /** What it measures, in a few words. */
  title: string;
  /** It installs what is no part of Campanile: only when it is asked for by name. */
  onlyByName?: boolean;
}

/** Measured on servers that are started for it alone and are gone afterwards. */
interface OnServers extends Named {
  needs?: "servers";
  /** Settings of its API and worker, besides the usual ones. */
  settings?: Record<string, string>;
  run(servers: Servers, sizes: Sizes): Promise<Section | Section[]>;
}

/** Needs no servers, or starts them itself, as it has to know their settings first. */
interface OnItsOwn extends Named {
  needs: "nothing";
  run(start: StartServers, sizes: Sizes): Promise<Section | Section[]>;
}

/** A part of the bench that can be run by itself: it makes all that it needs. */
export type BenchSection = OnServers | OnItsOwn;
