import type { EmailSettings } from "../blocks/email-settings.ts";
import type { MessageSettings } from "../blocks/message.ts";
import type { AddressNeed } from "../domain/address-need.ts";
import type { WantedFile } from "../domain/attached-file.ts";
import type { ImportColumns, ImportedContact } from "../contract/contact-import.ts";
import type { Facts } from "../domain/facts.ts";
import type { GraphIssue } from "../domain/graph.ts";
import type { MailHeaders } from "../domain/mail-fields.ts";
import type { MailReport } from "../domain/mail-reports/mail-report.ts";
import type {
  ContentSource,
  FrozenContent,
  FrozenText,
  TemplatePartial,
  TemplateEngine,
  Utm,
} from "../domain/message-content.ts";
import type { Holiday } from "../domain/pressure/quiet.ts";
import type { TemplateTree } from "../domain/template-tree.ts";
import type { UsedVariable } from "../domain/template-variables.ts";
import type { Board } from "./board.ts";
import type { Limit } from "./limits.ts";

/** All that threads do: a kind of job, what it gets and what it gives. Plain data, as it is copied. */
export interface Jobs {
  /** An e-mail for one contact: whom it is for, in which language, and what it says. */
  email: { input: EmailInput; output: EmailOutput };
  /**
   * The same e-mail for several contacts. Null: not made here; by itself it is made, or its fault told.
   */
  emails: { input: EmailsInput; output: (EmailOutput | null)[] };
  /** The same, of a channel whose messages are a few lines of text. */
  texts: { input: TextsInput; output: TextsOutput };
  /** Liquid, each template by itself. */
  values: { input: ValuesInput; output: unknown[] };
  /**
   * The same for each entry of a list, which templates see as `item`, and its place as `index`,
   * counted from `first`.
   */
  valuesOfEach: {
    input: { templates: string[]; facts: object; items: unknown[]; first: number };
    output: unknown[][];
  };
  /** The fault of each template in words, or null. */
  templateProblems: {
    input: { templates: string[]; engine?: TemplateEngine };
    output: (string | null)[];
  };
  /** What blocks' settings lack. */
  blockProblems: { input: { blocks: DraftBlock[] }; output: GraphIssue[][] };
  /** Content in all its languages: what is missing in it, and MJML as HTML. */
  compile: {
    input: { channel: string; source: ContentSource };
    output: { content: FrozenContent; problems: FieldIssue[] };
  };
  /** The faults of a stored template's content. */
  contentProblems: { input: { source: ContentSource }; output: FieldIssue[] };
  /** The partials that texts render. */
  partials: { input: { texts: string[] }; output: { names: string[]; dynamic: boolean } };
  /** What texts read of what a run knows. */
  variables: {
    input: { texts: string[]; partials: Record<string, TemplatePartial> };
    output: UsedVariable[];
  };
  /** The languages in which an e-mail has no link to unsubscribe by. */
  withoutUnsubscribing: {
    input: {
      languages: Record<string, FrozenText>;
      partials: Record<string, TemplatePartial>;
      /** Of the data that it reads. */
      expressions: string[];
    };
    output: string[];
  };
  /** A mail that came in. */
  mail: { input: { raw: Uint8Array }; output: ReadMail };
  /** What a mail says of mails that were sent: a bounce, a complaint. */
  mailReport: { input: { raw: Uint8Array }; output: MailReport };
  /** One of its files, by its place; null: there is none. */
  mailFile: { input: { raw: Uint8Array; place: number }; output: MailFile | null };
  /** A piece of a CSV file. */
  csv: { input: CsvInput; output: CsvOutput };
  /** An iCalendar file of holidays. */
  calendar: { input: CalendarInput; output: CalendarOutput };
}

export type JobKind = keyof Jobs;

/** Where a message lets its contact say what it wants. */
export interface MessageLinks {
  unsubscribeUrl: string;
  /** The contact's preference page. */
  preferencesUrl?: string;
  /** By which a contact who opens a chat is known there. */
  chatToken?: string;
  /** Where the subscription is confirmed that the run's event asks for; null: it asks for none. */
  confirmUrl?: string | null;
}

/** What a message of any channel is made of. */
export interface MessageInput {
  /** Null: published before contents were kept; then it stands in the settings. */
  content: FrozenContent | null;
  partials: Record<string, TemplatePartial>;
  settings: MessageSettings;
  facts: Facts & MessageLinks;
  /** In place of the one that the settings come to. */
  language?: string;
  /** What a variable without a value does: nothing, or the message is not made. */
  missing: "empty" | "fail";
}

export interface TextsInput extends MessageInput {
  address: AddressNeed;
}

export interface EmailInput extends MessageInput {
  settings: EmailSettings;
  utm: Utm;
  /** Made also for nobody, to be looked at, and told what has no value. */
  preview?: true;
  /** The host that links lead to for now: `https://{mark}/{index}` is each one's place. */
  linkMark?: string;
  /** The picture that tells that the mail is opened. */
  openUrl?: string;
}

/** What e-mails for several contacts share, and what each has of its own. */
export interface EmailsInput {
  shared: Omit<EmailInput, "facts" | "linkMark" | "openUrl" | "preview"> & {
    facts: Omit<Facts, "contact">;
  };
  each: (Pick<EmailInput, "linkMark" | "openUrl"> & {
    contact: Facts["contact"];
    links: MessageLinks;
  })[];
}

export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
  links: { name: string; url: string }[];
  mail: MailHeaders;
}

export type MessageRecipient =
  | { outcome: "address"; address: string }
  | { outcome: "none"; detail: string };

export interface MessageOutput<Rendered> {
  recipient: MessageRecipient;
  /** Null: its content has one language only. */
  language: string | null;
  /** Null: for nobody, or a variable is missing. */
  rendered: Rendered | null;
  /** The variable that is missing, in words. */
  missing: string | null;
}

/** By part. */
export type TextsOutput = MessageOutput<Record<string, string>>;

/** A file that goes with an e-mail, as yet to be had; or why a setting names none. */
export type RenderedAttachment =
  | ({ outcome: "wanted" } & WantedFile)
  | { outcome: "unusable"; message: string; onMissing: WantedFile["onMissing"] };

export interface EmailOutput extends MessageOutput<RenderedEmail> {
  warnings: { variable: string; message: string }[];
  /** Why it can't be sent as it is: an address in its head is none. */
  refused: string | null;
  attachments: RenderedAttachment[];
}

export interface ValuesInput {
  templates: TemplateTree[];
  facts: object;
  /** Texts; or of a template that is one bare variable its value, whatever that is. */
  as: "text" | "value";
}

export interface DraftBlock {
  id: string;
  kind: string;
  config: unknown;
}

export interface FieldIssue {
  field: string;
  message: string;
}

export interface ReadMail {
  from: string | null;
  subject: string | null;
  html: string | null;
  text: string | null;
  files: MailFileSummary[];
}

export interface MailFileSummary {
  name: string;
  /** As the mail says. */
  type: string;
  size: number;
}

export interface MailFile extends MailFileSummary {
  content: Uint8Array;
}

export interface CsvInput {
  /** Behind what was left over before. */
  text: string;
  isLast: boolean;
  /** Null: at the file's beginning. */
  state: CsvState | null;
  /** What separates cells; null: to be found. */
  delimiter: string | null;
  /** What columns mean, by their names; absent or null: all are recognized. */
  columns?: ImportColumns | null;
}

/** How far a file was read, and how it is to be read on. */
export interface CsvState {
  delimiter: string;
  columns: CsvColumn[];
  cursor: { line: number; isSkipping: boolean };
  /** The row that names the columns has been passed. */
  isBegun: boolean;
}

export interface CsvColumn {
  name: string;
  /** Of a contact; null: an attribute. */
  field: string | null;
  /** The attribute's name: of columns that differ in case only, the first one's. */
  attribute: string;
}

export interface CsvFault {
  /** By its name; null: the row's. */
  column: string | null;
  reason: string;
}

/** What is to be told of the file itself. */
export interface CsvNote extends CsvFault {
  line: number;
  severity: "error" | "warning";
}

/**
 * With the line on which it begins, and what stands in the column `id`; what that means is for the
 * caller to know.
 */
export type CsvRow = { line: number; warnings: CsvFault[] } & (
  | { contact: ImportedContact; id: string | null }
  | { faults: CsvFault[] }
);

export type CsvOutput =
  | { outcome: "rows"; state: CsvState | null; rows: CsvRow[]; notes: CsvNote[]; rest: string }
  | { outcome: "no CSV"; reason: string };

export interface CalendarInput {
  text: string;
  /** Dates between which recurring events are looked up. */
  from: string;
  to: string;
}

export type CalendarOutput =
  | { outcome: "calendar"; days: Holiday[] }
  | { outcome: "no calendar"; reason: string };

/** What a thread gets. */
export interface Task {
  kind: JobKind;
  input: unknown;
  board: Board;
}

/** What a thread gives: errors as data, since they lose their class on the way. */
export type Reply =
  | { outcome: "done"; output: unknown }
  | { outcome: "limit"; limit: Limit; message: string; place: string }
  | { outcome: "failed"; message: string; place: string };
