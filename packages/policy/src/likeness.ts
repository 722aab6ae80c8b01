/**
 * What a name looks like: two names with the same likeness are taken for each other by a person who reads quickly.
 * Letters of other scripts and digits count as the Latin letters they resemble (Unicode TR 39 §4, the part of it that
 * names of organizations need), and legal forms, spaces, marks and case do not count.
 */
export function likenessOf(name: string): string {
  const words = Array.from(name.normalize('NFKC').toLowerCase().normalize('NFKD'))
    .map((letter) => LOOKALIKES.get(letter) ?? letter)
    .join('')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !LEGAL_FORMS.has(word));
  // A name of nothing but legal forms is still a name.
  return (telling.length === 0 ? words : telling)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

/** Written in small letters; what looks like `l`, `i` and `1` is one. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['a', 'аɑα'],
      ['b', 'ЬьβƄ'],
      ['c', 'сϲ'],
      ['d', 'ԁ'],
      ['e', 'еҽε'],
      ['g', 'ɡց'],
      ['h', 'һհ'],
      ['j', 'јϳ'],
      ['k', 'кκ'],
      ['l', 'i1|ıіι'],
      ['m', 'м'],
      ['n', 'пոη'],
      ['o', '0оοσօ'],
      ['p', 'рρ'],
      ['q', 'ԛ'],
      ['r', 'гᴦ'],
      ['s', 'ѕ5'],
      ['t', 'тτ'],
      ['u', 'υսц'],
      ['v', 'νѵ'],
      ['w', 'ԝω'],
      ['x', 'хχ'],
      ['y', 'уγү'],
      ['z', 'ᴢ'],
      ['ss', 'ß'],
    ] as const
  ).flatMap(([latin, others]) => Array.from(others).map((other) => [other, latin] as const)),
);

const LEGAL_FORMS: ReadonlySet<string> = new Set(
  // As they look: `i` has become `l`, `5` and `0` letters.
  'ab ag as bv co corp corporatlon company gmbh lnc kg kgaa llc llp ltd llmlted mbh nv oy plc sa sarl se spa srl the und and'.split(
    ' ',
  ),
);
