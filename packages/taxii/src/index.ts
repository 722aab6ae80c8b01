/** TAXII 2.1: wire shapes, negotiation, filters, answers, and a client. */
export { acceptsTaxii, isTaxiiContent, STIX_MEDIA_TYPE, TAXII_MEDIA_TYPE } from './media-type.ts';
export { readLooseTime, readTimestamp, taxiiTimestamp } from './timestamps.ts';
export {
  ENDPOINT_FILTERS,
  MATCH_VALUES_MAX,
  QUERY_LENGTH_MAX,
  readFilters,
  VALUE_LENGTH_MAX,
} from './filters.ts';
export type { FilterName, FilterResult, Filters } from './filters.ts';
export {
  collectionsText,
  dateAddedHeaders,
  envelopeText,
  errorText,
  manifestText,
  statusOf,
  versionsText,
} from './answers.ts';
export type { ManifestRow, PageEnd, StatusParts } from './answers.ts';
export type * from './resources.ts';
export { STATUS_POLLS_MAX, TaxiiClient } from './client.ts';
export type { PolledPage, PollOptions, PollState } from './client.ts';
export { RETRY_WAIT_MAX_MS, TaxiiFault } from './client-http.ts';
export type { TaxiiAuth, TaxiiClientOptions } from './client-http.ts';
export { PAGES_MAX } from './client-pages.ts';
export type { CollectionAddress, ObjectsQuery, TaxiiPage } from './client-pages.ts';
export { ENVELOPE_OBJECTS, envelopes } from './client-push.ts';
export type { EnvelopeLimits, Envelopes, PushReport } from './client-push.ts';
