import { z } from "zod";
import { id } from "./fields.ts";

export const site = z
  .strictObject({
    key: z.string().meta({ description: "Stands in the addresses of scripts; it is no secret" }),
    webPush: z
      .strictObject({
        script: z.string().meta({ description: "The element that pages have" }),
        workerFile: z.string().meta({
          description: "What the file /campanile-worker.js of the site has to say",
        }),
      })
      .nullable()
      .meta({ description: "Null: web push is not set up" }),
    inbox: z.strictObject({
      script: z.string().meta({ description: "The element that pages with an inbox have" }),
    }),
    contactTokenSecret: z.string().meta({
      description: "With which your server may sign contact tokens itself: JWT, HS256",
    }),
  })
  .meta({ id: "Site" });
export type PresentedSite = z.output<typeof site>;

export const contactTokenRequest = z
  .strictObject({
    contactId: id.meta({ description: "The contact's id here" }),
    seconds: z.int().min(60).max(86_400).default(3_600).meta({
      description: "For how long it is valid",
    }),
  })
  .meta({ id: "ContactTokenRequest" });

export const contactToken = z
  .strictObject({ token: z.string(), expiresAt: z.date() })
  .meta({ id: "ContactToken" });
