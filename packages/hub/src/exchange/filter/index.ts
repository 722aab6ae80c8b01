/** The filter language: read, printed, completed. Browser-safe. */
export {
  AGE_UNITS,
  FILTER_FLAGS,
  FILTER_KEYS,
  FILTER_MAX,
  FILTER_PROBLEMS_MAX,
  FILTER_TERMS_MAX,
  FILTER_VALUES_MAX,
} from './filter.ts';
export type {
  Filter,
  FilterCondition,
  FilterFlag,
  FilterKey,
  FilterProblem,
  FilterTerm,
  FilterText,
  FilterValue,
  ParsedFilter,
  TimePoint,
} from './filter.ts';
export { parseFilter } from './parse-filter.ts';
export { printFilter } from './print-filter.ts';
export { completeFilter, FILTER_HINTS_MAX } from './complete-filter.ts';
export type { FilterCompletion, KnownValues } from './complete-filter.ts';
