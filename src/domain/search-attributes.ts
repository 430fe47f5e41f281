/**
 * The search attributes that every run carries, so that Temporal's Web UI can be filtered.
 * They are never encrypted: ids and names of configuration only, nothing about a person.
 */
export const searchAttributes = {
  CampanileWorkflow: "Keyword",
  CampanileVersion: "Int",
  CampanileContact: "Keyword",
  CampanileEventType: "Keyword",
} as const;
