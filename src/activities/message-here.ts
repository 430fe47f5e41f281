import { performance } from "node:perf_hooks";
import { ApplicationFailure } from "@temporalio/common";
import type { SendingChannel } from "../channels/open.ts";
import type { Throttle } from "../channels/throttle.ts";
import { performMessage } from "./message-activities.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { isDeferral } from "./message-delivery.ts";
import { withContent } from "./step-content.ts";
import type { DatabaseActivities } from "./types.ts";

/** Lets messages be sent on the worker that has their run's task, as long as their channel is quick. */
export interface HereGate {
  /** @returns what notes that one has gone through, and whether its channel put it off; undefined: not now */
  enter(): ((wasPutOff: boolean) => void) | undefined;
}

/** So few of a worker's local activities at most may hang with a server that does. */
const most = 24;
const slowMs = 2_000;
const closedMs = 10_000;

/** @param now milliseconds of a clock that only goes forward */
export function hereGate(now: () => number): HereGate {
  const entered = new Set<{ at: number }>();
  let closedUntil = Number.NEGATIVE_INFINITY;
  return {
    enter: () => {
      const [oldest] = entered;
      const isSlow = oldest !== undefined && now() - oldest.at > slowMs;
      if (entered.size >= most || isSlow || now() < closedUntil) return undefined;
      const one = { at: now() };
      entered.add(one);
      return (wasPutOff) => {
        entered.delete(one);
        if (wasPutOff || now() - one.at > slowMs) closedUntil = now() + closedMs;
      };
    },
  };
}

/** A message that its channel's task queue has to carry. */
class NotHere extends Error {}

function turnHere({ limits, inTurn, pauseLeftMs }: SendingChannel): Throttle {
  // How many a second all workers send is kept by the channel's task queue.
  if (limits.perSecond !== undefined || pauseLeftMs() > 0) throw new NotHere();
  return inTurn;
}

/**
 * The first attempt at a message, as a local activity: the same steps and marks as in its channel's
 * task queue (message-activities.ts), without the round trips through Temporal's server. Whatever
 * comes between, and may pass, is left to the ordinary activity, which finds the marks.
 */
export function messagesHere(
  deps: MessageDependencies,
): Pick<DatabaseActivities, "performMessageHere"> {
  const gates = new Map<string, HereGate>();

  function gateOf(channel: string): HereGate {
    const gate = gates.get(channel) ?? hereGate(() => performance.now());
    gates.set(channel, gate);
    return gate;
  }

  return {
    performMessageHere: async (step, way, channel) => {
      const leave = gateOf(channel).enter();
      if (leave === undefined) return null;
      let wasPutOff = false;
      try {
        return await withContent(deps, { step }, (content) =>
          performMessage({ deps, step, way }, content, turnHere),
        );
      } catch (error) {
        // For good: a template that fails, or content at which too many attempts have died.
        if (error instanceof ApplicationFailure && error.nonRetryable === true) throw error;
        wasPutOff = isDeferral(error);
        return null;
      } finally {
        leave(wasPutOff);
      }
    },
  };
}
