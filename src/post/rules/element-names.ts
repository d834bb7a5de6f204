/**
 * Which words in angle brackets are elements. What is none (`List<String>`, `<name>`) would vanish in a browser, so it
 * stays text. `<path>` is an element only on a page that draws, and `<your-name>` only where it is closed again.
 */
export function elementsOf(text: string): (name: string) => boolean {
  let custom: ReadonlySet<string> | null = null;
  let draws: boolean | null = null;
  return (name) => {
    const lower = name.toLowerCase();
    if (html.has(lower)) return true;
    if (lower.includes("-")) {
      custom ??= new Set(Array.from(text.matchAll(/<\/([a-z][^\s/<>]*)/gi), (match) => (match[1] ?? "").toLowerCase()));
      return custom.has(lower);
    }
    draws ??= /<(?:svg|math)[\s>]/i.test(text);
    return draws && drawing.has(lower);
  };
}

const html = new Set(
  (
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col " +
    "colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 " +
    "h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta " +
    "meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search " +
    "section select slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th " +
    "thead time title tr track u ul var video wbr " +
    // Gone from the standard, and still shown by every browser: old posts have them.
    "acronym applet basefont bgsound big blink center dir font frame frameset image isindex keygen listing marquee " +
    "menuitem nobr noembed noframes plaintext rb rtc strike tt xmp"
  ).split(" "),
);

const drawing = new Set(
  (
    "animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix " +
    "fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow " +
    "feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset " +
    "fepointlight fespecularlighting fespotlight fetile feturbulence filter foreignobject g line lineargradient marker " +
    "mask metadata mpath path pattern polygon polyline radialgradient rect set stop switch symbol text textpath tspan " +
    "use view annotation annotation-xml maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded " +
    "mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover " +
    "semantics"
  ).split(" "),
);
