import type { HiddenAttribution } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/** A name that is not the organization's own; what it is called follows from its id. */
export interface Alias {
  id: string;
}

/** Sharing under a name that is not the organization's own (marking rules 2.8). */
export interface AttributionHandle {
  /** A name to share under that is not the organization's: the one that stays, or a new one. */
  aliasFor(community: string, attribution: HiddenAttribution): Promise<Alias | Refusal>;
  /** The pseudonym that stays, when the reader's organization has one in this community. */
  pseudonym(community: string): Promise<Alias | undefined>;
  /** For a chair: who shared an object that is named to the desk only. Entered in both organizations' records. */
  sourceForDesk(at: {
    id: string;
    community: string;
    reason: string;
  }): Promise<{ id: string; name: string } | Refusal>;
}
