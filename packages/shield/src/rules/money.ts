import { lookBy } from './spots.ts';
import type { Search } from './spots.ts';

const SEARCHES: readonly Search[] = [
  {
    rule: 'card',
    needs: ['long-number'],
    shape:
      /(?<![\w.+/-])(?:3[47]\d{2}(?:[ -]?\d{6}[ -]?\d{5}|[ -]\d{4}[ -]\d{4}[ -]\d{3})|(?:2(?:2[2-9]|[3-6]\d|7[01])\d|[356]\d{3}|4\d{3})(?:[ -]?\d{4}){2}[ -]?\d{1,7})(?![\w-]|\.\d)/g,
    isIt: isCard,
  },
  {
    rule: 'iban',
    needs: ['long-number'],
    shape:
      /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
    isIt: isIban,
  },
];

/** Numbers of payment cards and bank accounts, by their check digits. */
export const moneySpots = lookBy(SEARCHES);

/** ISO/IEC 7812-1: 13 to 19 digits of which the last makes the sum a multiple of ten (Luhn). */
function isCard(found: string): boolean {
  const digits = found.replaceAll(/\D/g, '').split('').map(Number);
  if (digits.length < 13 || digits.length > 19 || new Set(digits).size < 2) return false;
  const sum = digits.toReversed().reduce((total, digit, place) => {
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: moved to the end and read as a number, the first four characters make the rest of a division by 97 one. */
function isIban(found: string): boolean {
  const code = found.replaceAll(' ', '');
  if (code.length < 15 || code.length > 34) return false;
  const moved = code.slice(4) + code.slice(0, 4);
  let rest = 0;
  for (const character of moved) {
    for (const digit of String(Number.parseInt(character, 36)))
      rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
