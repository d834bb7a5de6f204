/** Posts of a made-up blog, half Chinese and half English: the same bytes for the same number every time. */
const zh = [
  "早上的集市还没有散，卖豆浆的已经收摊了",
  "我把旧硬盘里的照片重新整理了一遍",
  "这一版去掉了两个从来没有人用过的开关",
  "索引建好以后，查询不再需要扫描整张表",
  "山路走到一半，雨忽然停了",
  "换成队列之后，高峰期也没有再丢过消息",
  "译文与原文对照着读，才发现少了一句",
  "先写测试，再改实现，最后删掉多余的代码",
  "备份每天凌晨跑一次，保留最近三十份",
  "窗台上的薄荷又长高了一截",
];
const en = [
  "The second reader always finds what the first one missed",
  "a lock file that nobody removes is a bug report waiting to be written",
  "we moved the cron job to a quieter hour and forgot about it",
  "half of the patch is the test that proves the other half",
  "the old router still hums in the corner of the hallway",
  "numbers without a command to repeat them are stories",
  "it is easier to delete a feature than to explain it",
  "the page cache was warm, so the first run told us nothing",
];
const nouns = ["cache", "queue", "index", "lock", "router", "backup", "parser", "stream", "buffer", "digest"];
const code = {
  js: "export function take(queue, most) {\n  const taken = [];\n  while (taken.length < most && queue.length > 0) taken.push(queue.shift());\n  return taken; // oldest first\n}",
  python:
    "def parse(lines):\n    for number, line in enumerate(lines, 1):\n        key, _, value = line.partition('=')\n        yield number, key.strip(), value.strip()",
  sh: 'set -eu\nfor host in "$@"; do\n  ssh "$host" \'df -h / | tail -n 1\'\ndone',
  yaml: "services:\n  web:\n    image: registry.example/web:1.4\n    ports: ['8080:80']\n    restart: always",
};

export const categories = ["随笔", "linux", "network", "reading", "旅行", "tools", "database", "notes"];
const tags = [...nouns.flatMap((noun) => [noun, `${noun}-notes`, `${noun}-2`]), "读书", "集群", "日常", "性能", "迁移"];

export function makePost(number) {
  const next = dice(number + 1);
  const pick = (list) => list[next(list.length)];
  const date = new Date(Date.UTC(2012, 0, 1, 8) + number * 3_600_000 * 7).toISOString();
  const own = [...new Set(Array.from({ length: 1 + next(4) }, () => pick(tags)))];
  const title = number % 2 === 0 ? `${pick(nouns)} 笔记 ${number}` : `Notes on a ${pick(nouns)}, ${number}`;
  const parts = [];
  for (let section = 0; section < 3; section++) {
    parts.push(`## ${pick(nouns)} ${section + 1}`, paragraph(pick, next), paragraph(pick, next));
    if (section === 0) parts.push(`- ${pick(zh)}\n- ${pick(en)}\n- \`${pick(nouns)}\` 与 **${pick(nouns)}**`);
    if (section === 1)
      parts.push(`> ${pick(zh)}。\n> ${pick(en)}.`, "| 名称 | value |\n|---|--:|\n| a | 1 |\n| b | 2 |");
    const language = pick(Object.keys(code));
    if (next(10) < 4) parts.push(`\`\`\`${language}\n${code[language]}\n\`\`\``);
  }
  const front = `title: "${title}"\ndate: ${date}\ncategory: ${pick(categories)}\ntags: [${own.join(", ")}]`;
  return { slug: `post-${number}`, text: `---\n${front}\n---\n\n${parts.join("\n\n")}\n` };
}

function paragraph(pick, next) {
  const sentences = Array.from({ length: 4 + next(5) }, () =>
    next(2) === 0 ? `${pick(zh)}，${pick(zh)}。` : `${pick(en)}, and ${pick(en)}.`,
  );
  return `${sentences.join(" ")} See [the manual](https://example.org/${pick(nouns)}).`;
}

/** Numbers that look thrown, and are the same for the same seed (xorshift). */
function dice(seed) {
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x9e3779b9) >>> 0 || 1;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % sides;
  };
}
