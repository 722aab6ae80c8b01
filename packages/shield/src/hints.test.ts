import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { hintsIn } from './hints.ts';
import { moneySpots } from './rules/money.ts';
import { networkSpots } from './rules/network.ts';
import { personSpots } from './rules/people.ts';
import { secretSpots } from './rules/secrets.ts';
import { wordSpots } from './rules/words.ts';

const LOOKS = { secretSpots, moneySpots, networkSpots, personSpots, wordSpots };

/** Beginnings, middles and ends of what rules look for, and what stands between in sentences. */
const PIECES =
  'password|Password:|passwd|pwd|pw|mdp|clave|contraseña|mot de passe|Kennwort|was|is|ist|for the|Winter-2026|tr0ub4dor|"q7#x9!Z"|net use|\\\\fs02\\c$|/user:NH\\adm|curl|-u|bob:s3cret|sshpass -p|mysql|-pS3cretX|plink.exe|-pw|enable secret|username adm|neighbor 10.1.2.3 password|snmp-server community|key="apiToken" value="abcd1|<password>|abcdef|</password>|token=|secret =>|Bearer|Authorization:|Cookie:|sid=abcdefgh|C:\\Users\\jdoe\\x|/home/jdoe/x|CORP\\jdoe|user: jdoe|(user jdoe,|S-1-5-21-1111-2222-3333-500|+49 40 5550 1234|0049 40 5550 1234|Tel. 040 555 0199|10.1.2.3|172.20.1.1|fd00:1:2::3|host.corp|\\\\srv\\share|https://a.example/x?m=a%40b|https://u:p4ss@h/|jo@gmail.com|4111 1111 1111 1111|DE89370400440532013000|ghp_abcdefghijklmnopqrstuvwxyz0123456789|$1$abcdefghijkl|TLP:RED|insider information|sick leave|of|the|,|.|\n|\t|: |=|users settings|value'.split(
    '|',
  );
const texts = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })), { maxLength: 14 })
  .chain((parts) => fc.constantFrom(' ', '', '  ').map((gap) => parts.join(gap)));

describe('what a text is known to hold', () => {
  for (const [name, look] of Object.entries(LOOKS))
    test(`keeps nothing from ${name} that a look by every shape finds`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          const all = look({ text, hints: -1, only: undefined });
          assert.deepEqual(look({ text, hints: hintsIn(text), only: undefined }), all);
        }),
        { numRuns: 3000 },
      );
    });
});
