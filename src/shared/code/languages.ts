/**
 * What the languages of code are called, and which grammar knows them. A table, so that a name is understood without
 * loading two hundred grammars; a test holds it against the grammars themselves.
 *
 * Each entry: the grammar, its other names, and after `>` the grammars that it shows within itself. These are loaded with
 * it, always: else the colours of one block would depend on which blocks came before it.
 */
export type Language = { readonly grammar: string; readonly embeds: readonly string[] };

/** The language of this name, in any case; `null` = nobody knows it. */
export function findLanguage(name: string): Language | null {
  return languages().get(name.toLowerCase()) ?? null;
}

/** Every name there is, for "did you mean". */
export function languageNames(): Iterable<string> {
  return languages().keys();
}

/** Text without colours, on purpose. */
export const plainGrammar = "plaintext";

let known: ReadonlyMap<string, Language> | null = null;

function languages(): ReadonlyMap<string, Language> {
  known ??= new Map(
    table.split(/;\s*/).flatMap((entry) => {
      const [names = "", embedded = ""] = entry.trim().split(" > ");
      const [grammar = "", ...others] = names.split(" ");
      const language: Language = { grammar, embeds: embedded === "" ? [] : embedded.split(" ") };
      return grammar === "" ? [] : [grammar, ...others].map((name) => [name, language] as const);
    }),
  );
  return known;
}

const table = `
1c; abnf; accesslog; actionscript as; ada; angelscript asc; apache apacheconf; applescript osascript; arcade;
arduino ino; armasm arm; asciidoc adoc > xml; aspectj; autohotkey ahk; autoit; avrasm; awk; axapta x++;
bash sh zsh fish ksh csh; basic; bnf; brainfuck bf; c h; cal; capnproto capnp; ceylon; clean icl dcl;
clojure-repl > clojure; clojure clj edn; cmake cmake.in; coffeescript coffee cson iced > javascript; coq;
cos cls > javascript sql xml; cpp cc c++ h++ hpp hh hxx cxx; crmsh crm pcmk; crystal cr; csharp cs c# csx razor; csp;
css wxss postcss; d; dart > markdown; delphi dpr dfm pas pascal; diff patch;
django jinja njk nunjucks jinja2 j2 liquid > xml; dns bind zone; dockerfile docker > bash;
dos bat batch cmd batch-file; dsconfig; dts; dust dst > xml; ebnf; elixir ex exs; elm; erb > ruby xml; erlang-repl;
erlang erl; excel xlsx xls; fix; flix; fortran f90 f95; freedesktop desktop systemd; fsharp fs f#; gams gms;
gauss gss; gcode nc; gherkin feature; glsl; gml; go golang; golo; gradle; graphql gql; groovy; haml > ruby;
handlebars hbs html.hbs html.handlebars htmlbars > xml; haskell hs; haxe hx; hsp; http https; hy hylang; inform7 i7;
ini toml env dotenv editorconfig conf cfg; irpf90; isbl; java jsp;
javascript js jsx mjs cjs node es6 ecmascript > css graphql xml; jboss-cli wildfly-cli;
json jsonc json5 jsonl ndjson webmanifest geojson; julia-repl jldoctest > julia; julia; kotlin kt kts ktm ktx;
lasso lassoscript; latex tex math katex; ldif; leaf; less; lisp elisp emacs-lisp common-lisp; livecodeserver;
livescript ls > javascript; llvm; lsl; lua pluto; makefile mk mak make; markdown md mkdown mkd mdx rmd qmd > xml;
mathematica mma wl; matlab; maxima; mel; mercury m moo; mipsasm mips; mizar; mojolicious > perl xml; monkey;
moonscript moon; n1ql; nestedtext nt; nginx nginxconf; nim; nix nixos > markdown; node-repl > javascript; nsis;
objectivec mm objc obj-c obj-c++ objective-c++ objective-c; ocaml ml; openscad scad; oxygene; parser3 > xml;
perl pl pm > mojolicious; pf pf.conf; pgsql postgres postgresql; php-template > php xml; php;
plaintext text txt plain none raw output log ascii tree csv tsv no-highlight nohighlight plain_text gitignore; pony;
powershell pwsh ps ps1 posh; processing pde; profile; prolog; properties; protobuf proto; puppet pp; purebasic pb pbi;
python-repl pycon > python; python py gyp ipython python3 py3; q k kdb; qml qt > xml; r; reasonml re; rib;
roboconf graph instances; routeros mikrotik; rsl; ruby rb gemspec podspec thor irb; ruleslanguage; rust rs; sas;
scala; scheme scm; scilab sci; scss; shell console shellsession terminal sh-session > bash; smali; smalltalk st;
sml; sqf; sql mysql mariadb sqlite plsql tsql mssql; stan stanfuncs; stata do ado; step21 p21 step stp;
stylus styl; subunit; swift; taggerscript; tap > yaml; tcl tk; thrift; tp; twig craftcms > xml;
typescript ts tsx mts cts > css graphql xml; vala; vbnet vb; vbscript-html > vbscript xml; vbscript vbs;
verilog v sv svh; vhdl; vim vimscript viml; wasm; wren; x86asm; xl tao;
xml html xhtml rss atom xjb xsd xsl plist wsf svg vue svelte astro wxml > css javascript; xquery xpath xq xqm > xml;
yaml yml docker-compose > ruby; zephir zep;
`;
