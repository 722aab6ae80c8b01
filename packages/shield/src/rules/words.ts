import { lookBy } from './spots.ts';
import type { Search } from './spots.ts';

/** Words that tell what a text is, in English, German, French and Spanish. */
const SEARCHES: readonly Search[] = [
  {
    rule: 'privileged',
    needs: ['privileged'],
    shape:
      /attorney[- ]client|legally? privileged|legal professional privilege|privileged (?:and|&) confidential|without prejudice|anwaltsgeheimnis|mandatsgeheimnis|anwaltliche korrespondenz|secret professionnel de l['’]avocat|confidentialité avocat|secreto profesional del abogado/giu,
  },
  {
    rule: 'market-sensitive',
    needs: ['market'],
    shape:
      /(?:price|market)[- ]sensitive|insider information|material non[- ]public|ad[- ]hoc[- ](?:disclosure|mitteilung|publizität)|insiderinformation(?:en)?|kursrelevant\p{L}*|information(?:s)? privilégiée(?:s)?|información privilegiada/giu,
  },
  {
    rule: 'special-category',
    needs: ['health'],
    shape:
      /(?:on )?sick leave|medical (?:record(?!s)|certificate|condition)|health insurance number|trade[- ]union member\p{L}*|religious belief\p{L}*|krank(?:geschrieben|gemeldet)|krankmeldung|krankenakte|schwanger(?:schaft)?|gewerkschaftsmitglied\p{L}*|schwerbehinder\p{L}*|arrêt (?:de travail|maladie)|dossier médical|baja (?:médica|por enfermedad|por maternidad)|incapacidad temporal|afiliación sindical|historia clínica/giu,
  },
  {
    rule: 'others-red',
    needs: ['tlp'],
    shape: /(?<![\p{L}\p{N}])TLP[: ]{1,3}RED(?![\p{L}\p{N}])/giu,
  },
  {
    rule: 'others-amber',
    needs: ['tlp'],
    shape: /(?<![\p{L}\p{N}])TLP[: ]{1,3}AMBER(?:\+STRICT)?(?![\p{L}\p{N}])/giu,
  },
];

/** Places whose words say that the text is not for sharing. */
export const wordSpots = lookBy(SEARCHES);
