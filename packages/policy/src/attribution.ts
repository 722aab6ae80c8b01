/**
 * How the source of an item is named to those who read it (marking rules 2.8). An item that is not shared under the
 * organization's own name has an *alias* as its origin. An alias says by its id alone what it is called and how it
 * came to be: nothing has to be looked up to name it, so naming one tells nobody whether it exists.
 */
export const ATTRIBUTIONS = ['named', 'desk', 'pseudonym', 'once', 'sealed'] as const;
/**
 * `named`: under its own name. `desk`: named to the desk of the community, its chairs, only. `pseudonym`: under one that stays the
 * same in this community. `once`: under one that is used for nothing else. `sealed`: under one of which not even the
 * hub keeps whose it is; readers see a pseudonym like any other.
 */
export type Attribution = (typeof ATTRIBUTIONS)[number];
/** An attribution that keeps the organization's name from readers, while the hub knows it. */
export type HiddenAttribution = Exclude<Attribution, 'named' | 'sealed'>;

const PREFIXES: Readonly<Record<HiddenAttribution, string>> = {
  desk: 'unnamed--',
  pseudonym: 'pseudonym--',
  once: 'pseudonym--',
};
const VOICE = 'voice--';

/** What readers can tell of a source by its id: a pseudonym that stays and one for once look alike. */
export type ShownAttribution = 'named' | 'desk' | 'pseudonym';

/** A new alias. `uuid` is random: what an alias is called must not be told from what it stands for. */
export function aliasId(attribution: HiddenAttribution, uuid: string): string {
  return `${PREFIXES[attribution]}${uuid}`;
}

/** A new alias of a sealed source: by its id nobody tells it from a pseudonym. */
export function sealedAliasId(uuid: string): string {
  return `${PREFIXES.once}${uuid}`;
}

/** A new name for a person as the author of what is shared under an alias. */
export function voiceId(uuid: string): string {
  return `${VOICE}${uuid}`;
}

/** How the source with this id is named to its readers. */
export function shownAttribution(origin: string): ShownAttribution {
  if (origin.startsWith(PREFIXES.desk)) return 'desk';
  return origin.startsWith(PREFIXES.pseudonym) ? 'pseudonym' : 'named';
}

/** Whether this id stands for somebody who is not named. */
export function isAlias(id: string): boolean {
  return shownAttribution(id) !== 'named' || id.startsWith(VOICE);
}

/** What an alias is called, or `undefined` for any other id. The same on every hub. */
export function aliasName(id: string): string | undefined {
  if (id.startsWith(VOICE)) return 'Whoever shared it';
  switch (shownAttribution(id)) {
    case 'desk':
      return 'A member known to the desk';
    case 'pseudonym':
      return pseudonymOf(id);
    default:
      return undefined;
  }
}

/** A bird and three digits, from the first bits of a random UUID: 57,600 names, so that two rarely meet in one community. */
function pseudonymOf(id: string): string {
  const bits = Number.parseInt(id.slice(PREFIXES.pseudonym.length).slice(0, 8), 16);
  if (!Number.isFinite(bits)) return 'A pseudonym';
  const bird = BIRDS[bits % BIRDS.length] ?? '';
  return `${bird} ${String(100 + (Math.floor(bits / BIRDS.length) % 900))}`;
}

const BIRDS = `
  Avocet Bittern Bluethroat Bunting Buzzard Chaffinch Chough Cormorant
  Crane Crossbill Curlew Dipper Dotterel Dunlin Eider Fieldfare
  Fulmar Gadwall Gannet Godwit Goldeneye Goosander Goshawk Grebe
  Guillemot Harrier Heron Hobby Hoopoe Jackdaw Kestrel Kingfisher
  Kittiwake Knot Lapwing Linnet Merlin Nightjar Nuthatch Oriole
  Osprey Petrel Pipit Plover Pochard Puffin Redstart Redwing
  Sanderling Shearwater Siskin Skylark Smew Snipe Stonechat Swift
  Teal Tern Turnstone Wagtail Waxwing Wheatear Whimbrel Wigeon
`
  .trim()
  .split(/\s+/);
