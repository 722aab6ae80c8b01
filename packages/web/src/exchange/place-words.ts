import { entryOf } from '../kernel/entry-of.ts';
import { locale } from '../kernel/words.ts';

/** The regions of STIX 2.1 §10.22 by their numbers of the United Nations (M49); browsers know their names. */
const REGIONS: Readonly<Record<string, string>> = {
  africa: '002',
  'eastern-africa': '014',
  'middle-africa': '017',
  'northern-africa': '015',
  'southern-africa': '018',
  'western-africa': '011',
  americas: '019',
  caribbean: '029',
  'central-america': '013',
  'latin-america-caribbean': '419',
  'northern-america': '021',
  'south-america': '005',
  asia: '142',
  'central-asia': '143',
  'eastern-asia': '030',
  'southern-asia': '034',
  'south-eastern-asia': '035',
  'western-asia': '145',
  europe: '150',
  'eastern-europe': '151',
  'northern-europe': '154',
  'southern-europe': '039',
  'western-europe': '155',
  oceania: '009',
  antarctica: 'AQ',
  'australia-new-zealand': '053',
  melanesia: '054',
  micronesia: '057',
  polynesia: '061',
};

/** A region of the world in the reader's language; what is no term of the standard stays as its source wrote it. */
export function regionWords(region: string): string {
  const code = entryOf(REGIONS, region);
  return code === undefined ? region : nameOf(code);
}

/** A country by its code of two letters (ISO 3166-1); anything else stays as its source wrote it. */
export function countryWords(country: string): string {
  return /^[A-Za-z]{2}$/.test(country) ? nameOf(country.toUpperCase()) : country;
}

function nameOf(code: string): string {
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code;
}
