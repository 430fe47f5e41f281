import { z } from "zod";
import type { ProviderDescription } from "../../../provider-description.ts";
import { baseUrlSetting, secretSetting } from "../../../provider-settings.ts";
import { senderSetting } from "../../sender-setting.ts";

/** Of which the region's own address is made. */
export const sesAddress = "https://email.amazonaws.com";

export const ses: ProviderDescription = {
  name: "ses",
  label: "Amazon SES",
  settings: z.strictObject({
    region: z
      .string()
      .trim()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be a region such as eu-central-1")
      .meta({ title: "Region" }),
    configurationSet: z.string().trim().max(64).default("").meta({
      title: "Configuration set",
      description: "That tells an SNS topic of deliveries, bounces and complaints",
    }),
    topicArn: z.string().trim().max(256).default("").meta({
      title: "ARN of the SNS topic",
      description: "Of which notifications are taken; without it none are",
    }),
    baseUrl: baseUrlSetting(sesAddress),
    ...senderSetting,
  }),
  secrets: z.strictObject({
    accessKeyId: secretSetting("Access key ID"),
    secretAccessKey: secretSetting("Secret access key"),
  }),
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).sesAdapter,
};
