export type { Contact, ContactUpsert, Event, Fault, OrderItem, OrderUpload } from "./api.ts";
export { Campanile } from "./campanile.ts";
export type { CampanileOptions, Loss } from "./options.ts";
export type {
  ContactOutcome,
  Dropped,
  EventOutcome,
  Failed,
  NotTaken,
  OrderOutcome,
  Outcome,
  Rejected,
} from "./outcome.ts";
