/** In which encoding a text that is not UTF-8 was probably saved. For a message only: nothing is decided by it. */

export type Guess = {
  /** As `TextDecoder` and `site.yml` write it. */
  readonly label: string;
  /** As people and `iconv` write it. */
  readonly name: string;
};

const gb18030: Guess = { label: "gb18030", name: "GB18030" };
const japaneseMail: Guess = { label: "iso-2022-jp", name: "ISO-2022-JP" };
const western: Guess = { label: "windows-1252", name: "CP1252" };
const candidates: readonly Guess[] = [
  gb18030,
  { label: "big5", name: "BIG5" },
  { label: "shift_jis", name: "SHIFT-JIS" },
  { label: "euc-jp", name: "EUC-JP" },
  { label: "euc-kr", name: "EUC-KR" },
];

/** The commonest characters of running text, in both Chinese scripts: a wrong decoding hits few of them. */
const common = new Set(
  "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏博客這來國個說們為時會過學對後麼發當無開見經頭從動兩長樣現將進實點種聲話東問機給幾業間電門並內產體別處總場師書員華報馬張難數車應親務記邊風戰幹許覺題統請愛讓認論義術",
);

/** Never fails: something is always the likeliest. */
export function guessEncoding(bytes: Uint8Array): Guess {
  const head = bytes.subarray(0, 65_536);
  const wide = utf16(head);
  if (wide !== null) return wide;
  if (Buffer.from(head.buffer, head.byteOffset, head.length).includes("\x1b$")) return japaneseMail;
  if (mostlyLonelyHighBytes(head)) return western;
  let best = { guess: western, score: 0 };
  for (const guess of candidates) {
    const text = new TextDecoder(guess.label).decode(head);
    const score = likelihood(text);
    if (score > best.score) best = { guess, score };
  }
  return best.guess;
}

function utf16(bytes: Uint8Array): Guess | null {
  const little: Guess = { label: "utf-16le", name: "UTF-16LE" };
  const big: Guess = { label: "utf-16be", name: "UTF-16BE" };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return little;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return big;
  const nul = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) nul[at % 2] = (nul[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nul;
  if (even + odd <= bytes.length / 16) return null;
  return odd >= even ? little : big;
}

/** `café` in a Western encoding has single high bytes between letters; East Asian text has them in pairs. */
function mostlyLonelyHighBytes(bytes: Uint8Array): boolean {
  let high = 0;
  let lonely = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < 0x80) lonely += 1;
  }
  return lonely > high * 0.6;
}

/** Between 0 and 1: how much of what is not ASCII reads like running text. */
function likelihood(text: string): number {
  let wide = 0;
  let score = 0;
  for (const character of text) {
    if (character < "\u0080") continue;
    wide += 1;
    if (character === "\uFFFD") score -= 4;
    else if (common.has(character)) score += 1;
    else if (/[\u3041-\u30FC]/.test(character)) score += 0.9;
    else if (/[\uAC00-\uD7A3]/.test(character)) score += 0.6;
    else if (/[\u3000-\u303F\uFF01-\uFF5E\u2014\u2018-\u201D\u2026]/.test(character)) score += 0.6;
    else if (/[\u4E00-\u9FFF]/.test(character)) score += 0.25;
    else if (/[\uE000-\uF8FF\uFF61-\uFF9F]/.test(character)) score -= 0.5;
  }
  return wide === 0 ? 0 : score / wide;
}
