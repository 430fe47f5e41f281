import { writerOf } from "./writer.ts";

/** Why a message was not sent, or waits; why a channel sends none. */
export const messageSentences = {
  noEmail: "the contact has no e-mail address",
  noPhone: "the contact has no phone number",
  noBrowser: "the contact takes no notifications in a browser",
  noDevice: "the contact takes no notifications on a phone",
  noChat: "the contact has not opened a chat with the bot",
  notInSlack: "the contact is not known in Slack, and has no e-mail address",
  nobody: "there is no contact",
  notAnEmail: "the recipient is not an e-mail address",
  notAPhone: "the recipient is not a phone number",
  notADevice: "the recipient is not a device",
  notAChat: "the recipient is not the id of a chat",
  notOfViber: "the recipient is not an id of Viber",
  notOfSlack: "the recipient is not an id of Slack, a channel or an e-mail address",
  notAContact: "the recipient is not a contact",
  emptyRecipient: "the recipient's setting is empty",
  noPhoneForIt: "the contact has no phone number for it",
  noAddressForIt: "the contact has no address for it",
  notRendered: "it was not rendered",
  noVariable: "there is no {variable}",
  notInInbox_one: "the contact has not been in the inbox for a day",
  notInInbox_other: "the contact has not been in the inbox for {count:number} days",
  neverWrote:
    "WhatsApp takes a text only within 24 hours after the contact has written, who has never written: use an approved template",
  wroteLast:
    "WhatsApp takes a text only within 24 hours after the contact has written, who wrote last at {at:instant}: use an approved template",
  testShowsNone: "a test launch shows no message of the {channel:channel} channel",
  noSuchMessage: "the contact has got no such message",
  contactErased: "the contact was erased, and the message's content with it",
  contentGone: "the message's content is no longer kept",
  anotherOneNow: "the contact is another one now",
  goneOrAnother: "the contact is gone, or has another message of this broadcast",
  lost: "nobody knows whether the server has taken it, as the worker ended or no answer came; a marketing message is not sent twice",
  // As it was said before: messages keep it.
  lostByWorker:
    "the worker ended while the server was taking it; a marketing message is not sent twice",
  // Consent
  noContact: "there is no such contact",
  unsubscribed: "the contact has unsubscribed from marketing messages",
  unsubscribedBy: "the contact has unsubscribed from marketing messages by {channel:channel}",
  unsubscribedFromTopic: 'the contact has unsubscribed from the topic "{topic}"',
  unsubscribedFromTopicBy:
    'the contact has unsubscribed from the topic "{topic}" by {channel:channel}',
  ownerUnsubscribed:
    "the address belongs to another contact, who has unsubscribed from marketing messages",
  ownerUnsubscribedBy:
    "the address belongs to another contact, who has unsubscribed from marketing messages by {channel:channel}",
  ownerUnsubscribedFromTopic:
    'the address belongs to another contact, who has unsubscribed from the topic "{topic}"',
  ownerUnsubscribedFromTopicBy:
    'the address belongs to another contact, who has unsubscribed from the topic "{topic}" by {channel:channel}',
  notSubscribed: 'the contact has not subscribed to the topic "{topic}"',
  suppressed: "the address is suppressed: {why:sentence} on {on:date}",
  suppressedWithCode: "the address is suppressed: {why:sentence} ({code}) on {on:date}",
  hard_bounce: "a message to it bounced for good",
  soft_bounces: "too many messages to it bounced",
  complaint: "its owner complained about a message",
  invalid: "the provider says that there is no such address",
  stopped: "its owner asked to stop",
  provider: "the provider asked to stop",
  manual: "it was suppressed by hand",
  // Caps, quiet hours, holidays
  cap1: "1 of 1 message in {period:sentence} has been sent: {winners:parts}; free again at {at:instant}",
  cap1By:
    "1 of 1 message by {channels:channels} in {period:sentence} has been sent: {winners:parts}; free again at {at:instant}",
  capOf1:
    "{taken:number} of 1 message in {period:sentence} have been sent: {winners:parts}; free again at {at:instant}",
  capOf1By:
    "{taken:number} of 1 message by {channels:channels} in {period:sentence} have been sent: {winners:parts}; free again at {at:instant}",
  cap: "{taken:number} of {limit:number} messages in {period:sentence} have been sent: {winners:parts}; free again at {at:instant}",
  capBy:
    "{taken:number} of {limit:number} messages by {channels:channels} in {period:sentence} have been sent: {winners:parts}; free again at {at:instant}",
  winner: 'by "{workflow}" at {at:instant}',
  moreWinners: "{number:number} more",
  behind: 'the free place is for a message of "{workflow}", which goes first',
  quiet: "{what:sentence}; over at {at:instant}",
  quietHours: "quiet hours ({hours:hours})",
  gaveUp: "waited to its latest time, {at:instant}: {why:sentence}",
  channelPaused: "the {channel:channel} channel is paused: {reason}",
  channelIsPaused: "the channel is paused",
  channelPausedFor: "the channel is paused: {reason}",
  overCap: "over a cap",
  othersFirst: "others of its contact go first",
  quietOrHoliday: "quiet hours or a holiday",
  // The run
  runEnded: "the run has ended",
  runFailed: "the run failed: {why:sentence}",
  runStopped: "the run was stopped",
  goalReached: "the run has reached its goal",
  // Channels
  notSetUp: "the {channel:channel} channel is not set up",
  providerUnknown: "the {channel:channel} channel's provider is unknown to this version",
  settingsNotRight: "the {channel:channel} channel's settings are not right any more",
  lacksSecrets: "the {channel:channel} channel lacks secrets",
  channelFault: "the {channel:channel} channel: {why:sentence}",
  secretsOfAnotherKey: "its secrets were kept under another SECRETS_KEY",
  secretsOfMissingKey: "its secrets were sealed by the key {key}, which is not in SECRETS_KEY",
  secretsDamaged: "its secrets were changed since they were sealed",
} as const;

export const sayMessage = writerOf(messageSentences);
