/**
 * What clients of each format send: its endpoints, and its fields by the names that they have there.
 * A section of the page belongs to the format with whose name its heading begins.
 */
export const formats: readonly {
  name: string;
  endpoints: readonly string[];
  fields: readonly string[];
}[] = [
  {
    name: "Reteno",
    endpoints: [
      "POST /api/v1/event",
      "POST /api/v2/event",
      "POST /api/v3/event",
      "POST /api/v1/past_events",
      "POST /api/v2/past_events",
      "POST /api/v3/past_events",
      "POST /api/v1/events",
      "POST /api/v1/orders",
      "POST /api/v1/contact",
      "GET /api/v1/contact/{id}",
      "PUT /api/v1/contact/{id}",
      "DELETE /api/v1/contact/{id}",
      "POST /api/v1/contact/subscribe",
      "POST /api/v1/contacts",
      "GET /api/v1/contacts",
      "POST /api/v1/contacts/upload",
      "POST /api/v1/emails/unsubscribed/add",
      "POST /api/v1/emails/unsubscribed/delete",
      "GET /api/v1/groups",
      "GET /api/v1/group/{id}/contacts",
      "POST /api/v1/group/{id}/contacts/attach",
      "POST /api/v1/group/{id}/contacts/detach",
      "GET /api/v1/version",
      "GET /api/v1/account/info",
      "GET /api/v1/balance",
      "GET /api/v1/addressbooks",
      "POST /api/v1/message/{id}/smartsend",
      "POST /api/v1/message/{id}/send",
      "POST /api/v1/message/email",
      "POST /api/v1/message/sms",
      "GET /api/v1/message/status",
    ],
    fields: [
      ...["eventTypeKey", "keyValue", "params", "occurred", "deviceId", "externalUserId"],
      ...["externalOrderId", "totalCost", "status", "date", "currency", "externalCustomerId"],
      ...["email", "phone", "firstName", "lastName", "shipping", "discount", "taxes", "restoreUrl"],
      ...["statusDescription", "storeId", "source", "deliveryMethod", "paymentMethod"],
      ...["deliveryAddress", "additionalInfo", "items", "formType", "groups", "dedupeOn"],
      ...["contactFields", "customFieldsIDs", "groupNames", "groupNamesExclude", "restoreDeleted"],
      ...["eventKeyForNewContacts", "startindex", "maxrows", "channels", "address", "fields"],
      ...["contactKey", "languageCode", "timeZone", "recipients", "contactId", "locator"],
      ...["jsonParam", "externalRequestId", "fromName", "ids"],
      ...["activityStatus", "workflowId", "workflowInstanceId", "workflowBlockId"],
      ...["sourceEventKey", "sourceEventTypeKey"],
    ],
  },
  {
    name: "Segment",
    endpoints: [
      ...["track", "identify", "page", "screen", "group", "alias", "batch"],
      ...["t", "i", "p", "s", "g", "a", "m"],
    ].map((path) => `POST /v1/${path}`),
    fields: [
      ...["writeKey", "userId", "anonymousId", "messageId", "timestamp", "sentAt"],
      ...["originalTimestamp", "context", "integrations", "event", "properties", "traits", "name"],
      ...["groupId", "previousId"],
    ],
  },
  {
    name: "Customer.io",
    endpoints: [
      "PUT /api/v1/customers/{id}",
      "DELETE /api/v1/customers/{id}",
      "POST /api/v1/customers/{id}/events",
      "POST /api/v1/events",
      "PUT /api/v1/customers/{id}/devices",
      "POST /api/v1/merge_customers",
      "POST /api/v1/customers/{id}/suppress",
      "POST /api/v1/customers/{id}/unsuppress",
    ],
    fields: ["email", "created_at", "name", "data", "timestamp", "id"],
  },
  {
    name: "PostHog",
    endpoints: ["POST /batch", "POST /capture", "POST /i/v0/e"],
    fields: [
      ...["api_key", "event", "distinct_id", "properties", "timestamp", "uuid"],
      ...["$identify", "$set", "$create_alias"],
    ],
  },
  {
    name: "CloudEvents",
    endpoints: ["POST /cloudevents"],
    fields: ["type", "source", "id", "subject", "time", "data"],
  },
];
