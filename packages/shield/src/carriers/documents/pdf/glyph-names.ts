/** Names of signs that are no letter of their own name (Adobe Glyph List), as far as texts in Latin letters need them. */
const NAMED = new Map(
  [
    'space= ,exclam=!,quotedbl=",numbersign=#,dollar=$,percent=%,ampersand=&,quotesingle=\'',
    'parenleft=(,parenright=),asterisk=*,plus=+,hyphen=-,period=.,slash=/,zero=0,one=1,two=2',
    'three=3,four=4,five=5,six=6,seven=7,eight=8,nine=9,colon=:,semicolon=;,less=<,equal==',
    'greater=>,question=?,at=@,bracketleft=[,backslash=\\,bracketright=],asciicircum=^',
    'underscore=_,grave=`,braceleft={,bar=|,braceright=},asciitilde=~,quoteleft=\u2018',
    'quoteright=\u2019,quotedblleft=\u201c,quotedblright=\u201d,quotesinglbase=\u201a',
    'quotedblbase=\u201e,guillemotleft=\u00ab,guillemotright=\u00bb,guilsinglleft=\u2039',
    'guilsinglright=\u203a,endash=\u2013,emdash=\u2014,bullet=\u2022,ellipsis=\u2026,minus=\u2212',
    'periodcentered=\u00b7,section=\u00a7,paragraph=\u00b6,degree=\u00b0,copyright=\u00a9,circlecopyrt=\u00a9',
    'registered=\u00ae,trademark=\u2122,sterling=\u00a3,yen=\u00a5,cent=\u00a2,currency=\u00a4',
    'euro=\u20ac,Euro=\u20ac,mu=\u00b5,multiply=\u00d7,divide=\u00f7,plusminus=\u00b1',
    'onehalf=\u00bd,onequarter=\u00bc,threequarters=\u00be,exclamdown=\u00a1,questiondown=\u00bf',
    'germandbls=\u00df,ae=\u00e6,AE=\u00c6,oe=\u0153,OE=\u0152,oslash=\u00f8,Oslash=\u00d8',
    'eth=\u00f0,Eth=\u00d0,thorn=\u00fe,Thorn=\u00de,lslash=\u0142,Lslash=\u0141,dcroat=\u0111',
    'Dcroat=\u0110,dotlessi=\u0131,ordfeminine=\u00aa,ordmasculine=\u00ba,arrowright=\u2192',
    'nbspace=\u00a0,uni00A0=\u00a0,sfthyphen=\u00ad,hyphentwo=\u2010,dagger=\u2020,daggerdbl=\u2021',
    'logicalnot=\u00ac,brokenbar=\u00a6,onesuperior=\u00b9,twosuperior=\u00b2,threesuperior=\u00b3',
  ]
    .join('\n')
    // A comma and an equals sign stand for themselves nowhere but here.
    .split(/[,\n]/)
    .flatMap((entry): [string, string][] => {
      const at = entry.indexOf('=');
      return at < 0 ? [] : [[entry.slice(0, at), entry.slice(at + 1)]];
    }),
).set('comma', ',');

/** Marks above and below letters, as the names of letters end in them. */
const MARKS: Readonly<Record<string, string | undefined>> = {
  acute: '\u0301',
  grave: '\u0300',
  circumflex: '\u0302',
  dieresis: '\u0308',
  tilde: '\u0303',
  caron: '\u030c',
  cedilla: '\u0327',
  ring: '\u030a',
  breve: '\u0306',
  macron: '\u0304',
  ogonek: '\u0328',
  dotaccent: '\u0307',
  hungarumlaut: '\u030b',
  commaaccent: '\u0326',
};
const LIGATURES = new Set(['fi', 'fl', 'ff', 'ffi', 'ffl', 'IJ', 'ij', 'st']);

/** What a glyph says by its name; `undefined` when the name tells nothing, as those a program numbered. */
export function textOfGlyph(name: string): string | undefined {
  const [base = ''] = name.split('.', 1);
  const parts = base.split('_');
  const texts = parts.map(textOfPart);
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function textOfPart(name: string): string | undefined {
  if (/^[A-Za-z]$/.test(name) || LIGATURES.has(name)) return name;
  const known = NAMED.get(name);
  if (known !== undefined) return known;
  return pointsOf(name) ?? letterOf(name);
}

/** By its number: `uni20AC`, `u1F600`. */
function pointsOf(name: string): string | undefined {
  const [, digits, single] = /^(?:uni((?:[0-9A-F]{4}){1,8})|u([0-9A-F]{4,6}))$/.exec(name) ?? [];
  if (digits === undefined && single === undefined) return undefined;
  const all = single === undefined ? digits?.match(/.{4}/g) : [single];
  return (all ?? []).map((one) => signOf(Number.parseInt(one, 16))).join('');
}

/** A letter with a mark: `eacute`. */
function letterOf(name: string): string | undefined {
  const [, letter = '', mark = ''] = /^([A-Za-z])([a-z]{4,12})$/.exec(name) ?? [];
  const above = Object.hasOwn(MARKS, mark) ? MARKS[mark] : undefined;
  return above === undefined ? undefined : `${letter}${above}`.normalize('NFC');
}

function signOf(point: number): string {
  const isSign = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isSign ? String.fromCodePoint(point) : '';
}
