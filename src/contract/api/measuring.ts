import { z } from "zod";
import { verdicts } from "../../domain/uplift.ts";
import { count, int4 } from "../integers.ts";
import { instant } from "./fields.ts";
import { goalAnswer } from "./goal.ts";

export const measuringQuery = z
  .strictObject({
    from: instant.optional().meta({ description: "Starts at or after" }),
    to: instant.optional().meta({ description: "Starts before; now" }),
  })
  .meta({ id: "MeasuringQuery" });

const interval = {
  low: z.number().meta({ description: "Of the interval that holds it in 95 of 100 cases" }),
  high: z.number(),
};

const revenue = z
  .array(
    z.strictObject({
      currency: z.string(),
      total: z.number(),
      perContact: z
        .number()
        .meta({ description: "Over all contacts, those who spent nothing among them" }),
    }),
  )
  .meta({ description: "For each currency" });

const groupShape = {
  contacts: count,
  convertedContacts: count,
  conversions: count.meta({ description: "A contact may convert several times" }),
  rate: z
    .strictObject({ value: z.number(), ...interval })
    .meta({ description: "Contacts who converted, of all; Wilson's interval" }),
  revenue,
};

const group = z.strictObject(groupShape).meta({ id: "ConversionGroup" });

const said = {
  verdict: z.enum(verdicts),
  words: z.string().meta({ example: "not enough yet to tell" }),
};

const difference = z.strictObject({ difference: z.number(), ...interval, ...said }).meta({
  id: "RateDifference",
  description: "One group less the other; Newcombe's interval (method 10)",
});

const revenueDifference = z
  .strictObject({
    currency: z.string(),
    difference: z
      .number()
      .nullable()
      .meta({ description: "Per contact; null: a group has less than two" }),
    low: z.number().nullable(),
    high: z.number().nullable(),
    ...said,
  })
  .meta({
    id: "RevenueDifference",
    description: "One group less the other, per contact; Welch's interval",
  });

const compared = { rateDifference: difference, revenueDifferences: z.array(revenueDifference) };
const period = {
  from: z.date().meta({
    description: "Later than asked for where there are more starts than are counted: 50,000",
  }),
  to: z.date(),
  goal: goalAnswer,
};
const version = int4(0).meta({ description: "Of the contact's first start in the period" });
const branch = {
  blockId: z.string().meta({ description: "A random split" }),
  branch: z.string(),
};

export const conversionsAnswer = z
  .strictObject({
    ...period,
    ...groupShape,
    versions: z.array(z.strictObject({ version, ...groupShape })),
    branches: z.array(
      z.strictObject({
        ...branch,
        ...groupShape,
        besideFirst: z
          .strictObject(compared)
          .nullable()
          .meta({ description: "Less the split's first branch; null: it is that one" }),
      }),
    ),
    messages: z.array(
      z.strictObject({
        blockId: z.string(),
        sent: count,
        ...groupShape,
        contacts: count.meta({ description: "To whom it was sent" }),
      }),
    ),
  })
  .meta({ id: "Conversions" });

export const upliftAnswer = z
  .strictObject({
    ...period,
    treated: group,
    heldOut: group,
    inBoth: count.meta({
      description: "Contacts who were in both groups, and so are in neither here",
    }),
    ...compared,
    versions: z.array(z.strictObject({ version, treated: group, heldOut: group, ...compared })),
    branches: z
      .array(z.strictObject({ ...branch, treated: group, ...compared }))
      .meta({ description: "Each beside all who were held out: a split sends contacts by chance" }),
  })
  .meta({ id: "Uplift" });

export type MeasuringQuery = z.output<typeof measuringQuery>;
export type ConversionsAnswer = z.output<typeof conversionsAnswer>;
export type UpliftAnswer = z.output<typeof upliftAnswer>;
export type ConversionGroup = z.output<typeof group>;
