/** A server and its API roots (TAXII 2.1 §4.1). */
export interface Discovery {
  title: string;
  description?: string;
  contact?: string;
  /** One of `api_roots`, in the same spelling. */
  default?: string;
  /** Each an absolute https address, or relative and beginning with one slash. */
  api_roots?: string[];
}

/** An API root (TAXII 2.1 §4.2). */
export interface ApiRoot {
  title: string;
  description?: string;
  /** Media types of the TAXII versions that are spoken. */
  versions: string[];
  /** Bytes; a body smaller than this is never refused for its size. */
  max_content_length: number;
}

/** A collection as one client sees it (TAXII 2.1 §5.2). */
export interface Collection {
  id: string;
  title: string;
  description?: string;
  /** A name for people that can stand for the id in addresses. */
  alias?: string;
  can_read: boolean;
  can_write: boolean;
  media_types?: string[];
}

/** The collections of an API root; the key is missing when there are none (TAXII 2.1 §5.1). */
export interface Collections {
  collections?: Collection[];
}

/** What became of objects that were added (TAXII 2.1 §4.3). The three counts add up to the total. */
export interface Status {
  id: string;
  status: 'complete' | 'pending';
  request_timestamp?: string;
  total_count: number;
  success_count: number;
  successes?: StatusDetails[];
  failure_count: number;
  failures?: StatusDetails[];
  pending_count: number;
  pendings?: StatusDetails[];
}

/** One object of a status (TAXII 2.1 §4.3.1). */
export interface StatusDetails {
  id: string;
  version: string;
  message?: string;
}

/** One version of one object in a manifest (TAXII 2.1 §5.3.1). */
export interface ManifestRecord {
  id: string;
  date_added: string;
  version: string;
  media_type?: string;
}

/** A manifest (TAXII 2.1 §5.3). */
export interface Manifest {
  more?: boolean;
  /** Not in the standard's table; given so that nobody needs to fall back to `added_after`. */
  next?: string;
  objects?: ManifestRecord[];
}

/** A page of objects, or a body that adds objects (TAXII 2.1 §3.7). */
export interface Envelope {
  more?: boolean;
  next?: string;
  objects?: unknown[];
}

/** The versions of one object (TAXII 2.1 §5.8). */
export interface Versions {
  more?: boolean;
  next?: string;
  versions?: string[];
}

/** An error (TAXII 2.1 §3.6.1). */
export interface ErrorMessage {
  title: string;
  description?: string;
  error_id?: string;
  error_code?: string;
  /** The status of the answer, as a string. */
  http_status?: string;
  external_details?: string;
  details?: Record<string, string>;
}
