/** STIX 2.1: scanning, reading, validating, versions, markings, observables and patterns. */
export { isStixId, newStixId, typeOfId } from './ids.ts';
export { scoId, SCO_NAMESPACE } from './sco-id.ts';
export { classOfType, META_TYPES, SCO_TYPES, SDO_TYPES, SRO_TYPES } from './object-types.ts';
export { scanBundle, textOfSpan } from './scan.ts';
export { OBSERVABLE_LIMIT, PATTERN_LIMITS, SEARCH_TEXT_LIMIT, STIX_LIMITS } from './limits.ts';
export type { StixLimits } from './limits.ts';
export { compareTimestamps, isTimestamp, timestampMicros } from './timestamps.ts';
export { differencesOf } from './differences.ts';
export type { Difference, Differences } from './differences.ts';
export { isRevoked, newVersion, versionOf } from './versions.ts';
export {
  isForgedTlp,
  readTlpText,
  TLP1,
  TLP2,
  TLP2_EXTENSION,
  tlpDefinition,
  tlpOfMarkingRef,
  tlpTwoToOne,
} from './tlp.ts';
export type { TlpLevel, TlpMark, TlpScheme } from './tlp.ts';
export { markingsOf } from './markings.ts';
export { readObject } from './read.ts';
export { validateObject } from './validate.ts';
export type { ValidateOptions } from './validate.ts';
export { parsePattern } from './patterning/parser.ts';
export { patternValues, printPattern } from './patterning/print.ts';
export { isOpenVocabulary, isTermOf, VOCABULARIES } from './vocabularies.ts';
export type { VocabularyName } from './vocabularies.ts';
export { observablesOf } from './values/observables.ts';
export { canonicalValue, readValue } from './values/canonical.ts';
export { defang, refang } from './values/defang.ts';
export { OBSERVABLE_KINDS } from './values/kinds.ts';
export type { Observable, ObservableKind } from './values/kinds.ts';
export { isDomainName, isIpv4, isIpv6 } from './addresses.ts';
export { refsOf } from './refs.ts';
export type { StixReference } from './refs.ts';
export { endsIn, searchText, titleOf } from './text.ts';
export type { EndTitles } from './text.ts';
export { partsOf, PART_LIMITS } from './split.ts';
export type { FilePart } from './split.ts';
export { prepareObject } from './prepare.ts';
export { repeatedMember } from './repeated.ts';
export { upConvert } from './conversion/up-convert.ts';
export type { UpConversion } from './conversion/up-convert.ts';
export type { LiftedObservable } from './conversion/observables.ts';
export type * from './patterning/types.ts';
export type * from './types.ts';
