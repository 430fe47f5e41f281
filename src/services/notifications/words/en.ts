import type { Told, Words } from "./words.ts";

const many = (amount: number, one: string, other: string) => (amount === 1 ? one : other);
const hoursOf = ({ condition }: Told) => {
  const hours = "hours" in condition ? condition.hours : 1;
  return many(hours, "an hour", `${hours} hours`);
};
const isOfWorkflow = ({ condition }: Told) => "of" in condition && condition.of === "workflow";
const part = ({ number, figures, share }: Told) =>
  `${number(figures.count)} of ${number(figures.of)} (${share})`;

export const english: Words = {
  locale: "en-GB",
  title: {
    silence: (told) =>
      isOfWorkflow(told)
        ? `“${told.name}” has started nothing for ${hoursOf(told)}`
        : `No event of type “${told.name}” for ${hoursOf(told)}`,
    burst: (told) => {
      const { name, number, figures } = told;
      const things = isOfWorkflow(told) ? "runs" : "events";
      return `“${name}”: ${number(figures.count)} ${things} in an hour, usually ${number(figures.of)}`;
    },
    failedRuns: (told) =>
      told.isNamed
        ? `Runs of “${told.name}” fail: ${part(told)} in ${hoursOf(told)}`
        : `Runs fail: ${part(told)} in ${hoursOf(told)}`,
    failedMessages: (told) => `Messages fail: ${part(told)} in ${hoursOf(told)}`,
    bounces: (told) => `Messages bounce: ${part(told)} in ${hoursOf(told)}`,
    complaints: (told) => `Receivers complain: ${part(told)} in ${hoursOf(told)}`,
    lowPool: ({ name, number, figures: { count } }) =>
      `${number(count)} promo ${many(count, "code is", "codes are")} left in “${name}”`,
    backlog: ({ number, figures: { of } }) =>
      `Workers are behind: the oldest work has waited for ${number(of)} ${many(of, "minute", "minutes")}`,
    channelNotSetUp: ({ name }) => `The ${name} channel is not set up`,
    lateWebhook: ({ name }) => `The webhook “${name}” takes nothing`,
  },
  hint: {
    silence: ({ lastAt }) =>
      `At this time of day there usually are some. ${lastAt === null ? "There was none yet." : `The last one came on ${lastAt}.`} Look whether whoever sends them still does.`,
    burst: () => "Look whether something sends more than it should.",
    failedRuns: () => "The list of failed runs says why; they can be retried there.",
    failedMessages: () => "The list of failed messages says why.",
    bounces: () =>
      "Mailbox providers slow down or refuse senders whose mail bounces. Look where the addresses come from.",
    complaints: () =>
      "Mailbox providers refuse senders about whom people complain. Look who is written to, and how often.",
    lowPool: () => "Add codes: runs that find none go on without.",
    backlog: ({ number, figures: { count } }) =>
      `${number(count)} ${many(count, "run, signal or fan-out waits", "runs, signals and fan-outs wait")}. Look whether enough workers run, and whether Temporal answers.`,
    channelNotSetUp: ({ number, figures: { count } }) =>
      `${number(count)} active ${many(count, "workflow needs", "workflows need")} it, and can’t send by it.`,
    lateWebhook: ({ lastAt, problem }) =>
      `It has taken nothing since ${lastAt ?? "it was made"}${problem === null ? "." : `: ${problem}.`} What it is to be told waits, for three days at most.`,
  },
  over: (title) => `Over: ${title}`,
  began: (at) => `It began on ${at}.`,
  ended: (at) => `It ended on ${at}.`,
  rule: (name) => `You are told by the rule “${name}”.`,
  open: "Open in Campanile",
  test: {
    title: "A test of notifications",
    text: "Notifications arrive here. Nothing is wrong: somebody has tried this target.",
  },
};
